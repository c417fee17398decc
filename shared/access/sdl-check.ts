import { Kind } from 'graphql';
import type {
  ConstDirectiveNode,
  DocumentNode,
  FieldDefinitionNode,
  ObjectTypeDefinitionNode,
  ObjectTypeExtensionNode,
} from 'graphql';
import { isFieldGroup } from './group';
import { isOpenToAll } from './policy';

type ObjectNode = ObjectTypeDefinitionNode | ObjectTypeExtensionNode;

/** Field coordinate (`Person.nik`) to the group it names, or undefined. */
export type GroupIndex = ReadonlyMap<string, string | undefined>;

/** The groups a subgraph's own SDL gives its fields. */
export function groupsOf(document: DocumentNode): GroupIndex {
  const index = new Map<string, string | undefined>();
  for (const type of objectTypes(document)) {
    for (const field of type.fields ?? []) index.set(`${type.name.value}.${field.name.value}`, groupOf(field));
  }
  return index;
}

/**
 * What is wrong with the field groups of a subgraph, each finding naming type and field: a field without a group, an
 * unknown group, and a non-null field that some role may not read in full (its null would destroy the parent). Key fields
 * are exempt from the last: a role that may not read them gets no rows of the type at all.
 */
export function accessFindings(document: DocumentNode): string[] {
  return objectTypes(document).flatMap((type) => {
    const keys = keyFields(type);
    return (type.fields ?? []).flatMap((field) => {
      const coordinate = `${type.name.value}.${field.name.value}`;
      const group = groupOf(field);
      if (group === undefined) return [`${coordinate} has no @access group`];
      if (!isFieldGroup(group)) return [`${coordinate} has the unknown group ${group}`];
      const isRequired = field.type.kind === Kind.NON_NULL_TYPE;
      if (!isRequired || keys.has(field.name.value) || isOpenToAll(group)) return [];
      return [`${coordinate} is non-null, but ${group} is not FULL for every role`];
    });
  });
}

/** Fields that two subgraphs put into different groups; composition itself would keep the first and only hint. */
export function groupConflicts(indexes: readonly GroupIndex[]): string[] {
  const first = new Map<string, string | undefined>();
  const conflicts = new Set<string>();
  for (const index of indexes) {
    for (const [coordinate, group] of index) {
      if (!first.has(coordinate)) first.set(coordinate, group);
      else if (first.get(coordinate) !== group) {
        conflicts.add(
          `${coordinate} is ${String(first.get(coordinate))} in one subgraph and ${String(group)} in another`,
        );
      }
    }
  }
  return [...conflicts];
}

function objectTypes(document: DocumentNode): ObjectNode[] {
  return document.definitions.filter(
    (node): node is ObjectNode =>
      (node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION) &&
      !node.name.value.startsWith('_'),
  );
}

function groupOf(field: FieldDefinitionNode): string | undefined {
  const directive = field.directives?.find(({ name }) => name.value === 'access');
  return directive && stringArgument(directive, 'group');
}

function keyFields(type: ObjectNode): Set<string> {
  const keys = (type.directives ?? []).filter(({ name }) => name.value === 'key');
  return new Set(keys.flatMap((key) => (stringArgument(key, 'fields') ?? '').split(/\s+/)));
}

function stringArgument(directive: ConstDirectiveNode, name: string): string | undefined {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
}
