import { Kind, visit } from 'graphql';
import type { DocumentNode, FieldNode } from 'graphql';

/** Names of a document that could reach a prototype, replaced by harmless ones. */
export interface SafeDocument {
  readonly document: DocumentNode;
  /** The name a key or variable has for the client. */
  nameOf(key: string): string;
}

const PREFIX = 'berdaya_safe_';

/**
 * `__proto__`, `constructor` and every other name that objects inherit may be an alias, a field or a variable in GraphQL.
 * Planned, fetched and merged under another name they cannot be taken for what an object inherits.
 */
export function withSafeNames(document: DocumentNode): SafeDocument {
  const originals = new Map<string, string>();
  const safe = (name: string): string => {
    const replacement = `${PREFIX}${name}`;
    originals.set(replacement, name);
    return replacement;
  };
  const replaced = visit(document, {
    Field(field): FieldNode | undefined {
      const key = field.alias?.value ?? field.name.value;
      return isInherited(key) ? { ...field, alias: { kind: Kind.NAME, value: safe(key) } } : undefined;
    },
    Variable(variable) {
      if (!isInherited(variable.name.value)) return undefined;
      return { ...variable, name: { kind: Kind.NAME, value: safe(variable.name.value) } };
    },
  });
  return { document: replaced, nameOf: (key) => originals.get(key) ?? key };
}

/** Whether every object has something under this name. */
export function isInherited(name: string): boolean {
  return name in Object.prototype;
}
