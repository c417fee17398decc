import { Kind } from 'graphql';
import type {
  ConstDirectiveNode,
  DocumentNode,
  FieldDefinitionNode,
  InterfaceTypeDefinitionNode,
  InterfaceTypeExtensionNode,
  ObjectTypeDefinitionNode,
  ObjectTypeExtensionNode,
  TypeNode,
} from 'graphql';
import { ROLES } from '../viewer';
import type { Role } from '../viewer';
import { isFieldGroup } from './group';
import type { AccessMark } from './strictness';

/** A type with output fields, as an SDL writes it. */
export type OutputTypeNode =
  ObjectTypeDefinitionNode | ObjectTypeExtensionNode | InterfaceTypeDefinitionNode | InterfaceTypeExtensionNode;

const OUTPUT_KINDS: readonly string[] = [
  Kind.OBJECT_TYPE_DEFINITION,
  Kind.OBJECT_TYPE_EXTENSION,
  Kind.INTERFACE_TYPE_DEFINITION,
  Kind.INTERFACE_TYPE_EXTENSION,
];
/** Federation adds it to every subgraph; it tells the subgraph's own SDL. */
const SERVICE = '_Service';

/** Objects and interfaces of an SDL: whatever has fields that can be asked for. Unions have none of their own. */
export function outputTypes(document: DocumentNode): OutputTypeNode[] {
  return document.definitions.filter(
    (node): node is OutputTypeNode =>
      OUTPUT_KINDS.includes(node.kind) && 'name' in node && node.name?.value !== SERVICE,
  );
}

/** The fields of a type, without those federation adds to the query type. */
export function fieldsOf(type: OutputTypeNode): FieldDefinitionNode[] {
  return (type.fields ?? []).filter(({ name }) => name.value !== '_service' && name.value !== '_entities');
}

/** All `@access` a field carries. */
export function accessOf(field: FieldDefinitionNode): ConstDirectiveNode[] {
  return directivesOf(field, 'access');
}

/** What `@access` says of a field, or undefined where it says nothing that is known. */
export function markOf(field: FieldDefinitionNode): AccessMark | undefined {
  const [access] = accessOf(field);
  const group = access && stringArgument(access, 'group');
  if (access === undefined || !isFieldGroup(group)) return undefined;
  const band = access.arguments?.find(({ name }) => name.value === 'band')?.value;
  const roles = rolesOf(access);
  // A role nobody knows must not silently narrow a list of roles, nor an empty list open a field.
  if (roles === 'UNKNOWN') return undefined;
  return { group, band: band?.kind === Kind.BOOLEAN && band.value, ...(roles && { roles }) };
}

function rolesOf(access: ConstDirectiveNode): readonly Role[] | undefined | 'UNKNOWN' {
  const value = access.arguments?.find(({ name }) => name.value === 'roles')?.value;
  if (value === undefined || value.kind === Kind.NULL) return undefined;
  if (value.kind !== Kind.LIST) return 'UNKNOWN';
  const names = value.values.map((item) => (item.kind === Kind.STRING ? item.value : ''));
  const roles = ROLES.filter((role) => names.includes(role));
  return roles.length === names.length && roles.length > 0 ? roles : 'UNKNOWN';
}

/**
 * Whether the field is the copy of another subgraph's field. A key field is none, whatever it is called: this subgraph
 * answers it.
 */
export function isStub(type: OutputTypeNode, field: FieldDefinitionNode): boolean {
  const isExternal = directivesOf(type, 'external').length > 0 || directivesOf(field, 'external').length > 0;
  return isExternal && !keyFields(type).has(field.name.value);
}

/** Names of the fields that are part of a key of the type, in a subgraph's SDL or in a supergraph. */
export function keyFields(type: OutputTypeNode): Set<string> {
  const sets = [...fieldSets(type, 'key', 'fields'), ...fieldSets(type, 'join__type', 'key')];
  return new Set(sets.flatMap((set) => set.split(/[\s,{}]+/)));
}

/** The field sets that directives of one name give in one argument. */
export function fieldSets(
  node: { readonly directives?: readonly ConstDirectiveNode[] },
  directive: string,
  argument: string,
): string[] {
  return directivesOf(node, directive).flatMap((found) => stringArgument(found, argument) ?? []);
}

/** Directives of one name. */
export function directivesOf(
  node: { readonly directives?: readonly ConstDirectiveNode[] },
  directive: string,
): ConstDirectiveNode[] {
  return (node.directives ?? []).filter(({ name }) => name.value === directive);
}

/** An argument of a directive, if it is a text. */
export function stringArgument(directive: ConstDirectiveNode, name: string): string | undefined {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
}

/** The type under lists and non-null. */
export function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
