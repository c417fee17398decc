import { Kind, visit } from 'graphql';
import type { DocumentNode, FieldNode, NameNode } from 'graphql';

/** Names of a document that could be taken for something else, replaced by harmless ones. */
export interface SafeDocument {
  readonly document: DocumentNode;
  /** The name a key or variable has for the client. */
  nameOf(key: string): string;
}

const PREFIX = 'berdaya_safe_';

/**
 * `__proto__`, `constructor` and every other name that objects inherit may be an alias, a field or a variable in GraphQL.
 * Planned, fetched and merged under another name they cannot be taken for what an object inherits. An alias that is the name
 * of another field (`code: validFrom`) cannot be taken for that field, which a plan may ask for on its own as a key; the
 * planner itself does not keep the two apart.
 */
export function withSafeNames(document: DocumentNode, fieldNames: ReadonlySet<string>): SafeDocument {
  const originals = new Map<string, string>();
  const safe = (name: string): string => {
    const replacement = `${PREFIX}${name}`;
    originals.set(replacement, name);
    return replacement;
  };
  // Questions about the schema are not planned, and answered under the names they have here.
  let depthOfMeta = 0;
  const replaced = visit(document, {
    FragmentDefinition: {
      enter: ({ typeCondition }) => void (depthOfMeta += isMeta(typeCondition.name) ? 1 : 0),
      leave: ({ typeCondition }) => void (depthOfMeta -= isMeta(typeCondition.name) ? 1 : 0),
    },
    Field: {
      enter(field): FieldNode | undefined {
        const key = field.alias?.value ?? field.name.value;
        const isTaken = depthOfMeta === 0 && key !== field.name.value && fieldNames.has(key);
        if (isMeta(field.name)) depthOfMeta += 1;
        return isTaken || isInherited(key) ? { ...field, alias: { kind: Kind.NAME, value: safe(key) } } : undefined;
      },
      leave: ({ name }) => void (depthOfMeta -= isMeta(name) ? 1 : 0),
    },
    Variable(variable) {
      if (!isInherited(variable.name.value)) return undefined;
      return { ...variable, name: { kind: Kind.NAME, value: safe(variable.name.value) } };
    },
  });
  return { document: replaced, nameOf: (key) => originals.get(key) ?? key };
}

function isMeta({ value }: NameNode): boolean {
  return value.startsWith('__');
}

/** Whether every object has something under this name. */
export function isInherited(name: string): boolean {
  return name in Object.prototype;
}
