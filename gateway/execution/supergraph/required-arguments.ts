import { createHash } from 'node:crypto';
import { Kind, parse, print } from 'graphql';
import type {
  ArgumentNode,
  ConstDirectiveNode,
  DocumentNode,
  FieldDefinitionNode,
  FieldNode,
  InterfaceTypeDefinitionNode,
  ObjectTypeDefinitionNode,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';
import { typeName } from './type-name';

/** A field of ours that stands for a field with fixed arguments. */
export interface InternalField {
  readonly field: string;
  readonly arguments: readonly ArgumentNode[];
}

/** A supergraph in which no `@requires` names a field with arguments. */
export interface MendedSupergraph {
  readonly document: DocumentNode;
  /** What stands behind each internal field, by its name; one name means the same field and arguments on every type. */
  readonly internalFields: ReadonlyMap<string, InternalField>;
}

type FieldsType = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

/**
 * Replaces each field with arguments inside a `@requires` by an internal field without: in one answer `price` for a
 * requirement, `price` for another one and the client's own `price` would otherwise take the same place, and the planner
 * does not keep them apart. The internal field lives where the original does; a fetch asks for it under its own alias.
 */
export function mendRequiredArguments(document: DocumentNode): MendedSupergraph {
  const mender = new Mender(document);
  return mender.mend();
}

class Mender {
  private readonly types = new Map<string, FieldsType>();
  private readonly added = new Map<string, Map<string, FieldDefinitionNode>>();
  private readonly internal = new Map<string, InternalField>();

  constructor(private readonly document: DocumentNode) {
    for (const definition of document.definitions) {
      if (isFieldsType(definition)) this.types.set(definition.name.value, definition);
    }
  }

  mend(): MendedSupergraph {
    const rewritten = new Map([...this.types].map(([name, type]) => [name, this.rewriteRequirements(type)]));
    const definitions = this.document.definitions.map((definition) => {
      if (!isFieldsType(definition)) return definition;
      const type = rewritten.get(definition.name.value) ?? definition;
      const extra = [...(this.added.get(definition.name.value)?.values() ?? [])];
      return { ...type, fields: [...(type.fields ?? []), ...extra] };
    });
    return { document: { ...this.document, definitions }, internalFields: this.internal };
  }

  private rewriteRequirements(type: FieldsType): FieldsType {
    const fields = type.fields?.map((field) => ({
      ...field,
      directives: field.directives?.map((directive) => this.rewriteDirective(type, directive)),
    }));
    return { ...type, fields };
  }

  private rewriteDirective(type: FieldsType, directive: ConstDirectiveNode): ConstDirectiveNode {
    if (directive.name.value !== 'join__field') return directive;
    return {
      ...directive,
      arguments: directive.arguments?.map((argument) => {
        if (argument.name.value !== 'requires' || argument.value.kind !== Kind.STRING) return argument;
        const set = parseFieldSet(argument.value.value);
        if (!hasArguments(set)) return argument;
        const value = printFieldSet(this.rewriteSet(type, set));
        return { ...argument, value: { kind: Kind.STRING, value } };
      }),
    };
  }

  private rewriteSet(type: FieldsType | undefined, set: SelectionSetNode): SelectionSetNode {
    return { ...set, selections: set.selections.map((selection) => this.rewriteSelection(type, selection)) };
  }

  private rewriteSelection(type: FieldsType | undefined, selection: SelectionNode): SelectionNode {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return selection;
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const inner = selection.typeCondition ? this.types.get(selection.typeCondition.name.value) : type;
      return { ...selection, selectionSet: this.rewriteSet(inner, selection.selectionSet) };
    }
    const definition = type?.fields?.find(({ name }) => name.value === selection.name.value);
    const inner = definition ? this.types.get(typeName(definition.type)) : undefined;
    const selectionSet = selection.selectionSet ? this.rewriteSet(inner, selection.selectionSet) : undefined;
    const isPlain = (selection.arguments?.length ?? 0) === 0;
    if (isPlain || !type || !definition) return { ...selection, selectionSet };
    return { ...selection, name: this.internalName(type, selection), arguments: [], selectionSet };
  }

  private internalName(type: FieldsType, { name, arguments: args = [] }: FieldNode) {
    const text = `${name.value}(${args.map(print).join(',')})`;
    const internal = `berdaya_${name.value}_${createHash('sha256').update(text).digest('hex').slice(0, 12)}`;
    this.internal.set(internal, { field: name.value, arguments: args });
    for (const holder of this.withImplementors(type)) this.addField(holder, name.value, internal);
    return { kind: Kind.NAME, value: internal } as const;
  }

  private addField(type: FieldsType, original: string, internal: string): void {
    const definition = type.fields?.find(({ name }) => name.value === original);
    if (!definition) return;
    const fields = this.added.get(type.name.value) ?? new Map<string, FieldDefinitionNode>();
    this.added.set(type.name.value, fields);
    fields.set(internal, { ...definition, name: { kind: Kind.NAME, value: internal }, arguments: [] });
  }

  private withImplementors(type: FieldsType): FieldsType[] {
    const name = type.name.value;
    const below = [...this.types.values()].filter(({ interfaces }) =>
      interfaces?.some((each) => each.name.value === name),
    );
    return [type, ...below];
  }
}

function isFieldsType(definition: DocumentNode['definitions'][number]): definition is FieldsType {
  return definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION;
}

/** A field set of the federation directives, without its outer braces in the SDL. */
export function parseFieldSet(text: string): SelectionSetNode {
  const [operation] = parse(`{${text}}`).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('not a field set');
  return operation.selectionSet;
}

function printFieldSet(set: SelectionSetNode): string {
  return set.selections.map(print).join(' ');
}

function hasArguments(set: SelectionSetNode): boolean {
  return set.selections.some((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return false;
    const isArgued = selection.kind === Kind.FIELD && (selection.arguments?.length ?? 0) > 0;
    return isArgued || (selection.selectionSet !== undefined && hasArguments(selection.selectionSet));
  });
}
