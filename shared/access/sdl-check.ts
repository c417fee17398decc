import { Kind, print } from 'graphql';
import type { DocumentNode, FieldDefinitionNode } from 'graphql';
import { directiveFindings, subgraphDirectiveFindings } from './directive-check';
import { graphFindings } from './graph-check';
import { readAccessGraph } from './graph-model';
import type { NamedSdl } from './graph-model';
import { isOpenToAll } from './policy';
import { accessOf, fieldsOf, isStub, keyFields, markOf, outputTypes } from './sdl-fields';
import type { OutputTypeNode } from './sdl-fields';

/**
 * What is wrong with the field groups of one subgraph's SDL, each finding naming type and field: the directive is not the
 * one everybody reads, a field without a group, an unknown group, a name no policy guards, and a non-null field that some
 * role may not read in full (its null would destroy the parent). Key fields are exempt from the last: a role that may not
 * read them gets no rows of the type at all.
 */
export function accessFindings(document: DocumentNode): string[] {
  return [
    ...directiveFindings(document),
    ...subgraphDirectiveFindings(document),
    ...outputTypes(document).flatMap((type) => [
      ...groupFindings(type, isStub),
      ...(isObject(type) ? fieldsOf(type).flatMap((field) => nullFindings(type, field)) : []),
    ]),
  ];
}

/** What is wrong with the groups of several subgraphs: first each for itself, then all of them together. */
export function subgraphsFindings(subgraphs: readonly NamedSdl[]): string[] {
  const own = subgraphs.flatMap(({ name, typeDefs }) =>
    accessFindings(typeDefs).map((finding) => `${name}: ${finding}`),
  );
  return own.length > 0 ? own : graphFindings(readAccessGraph(subgraphs));
}

/**
 * What is wrong with the groups of a supergraph, however it came about: a field without a group, a computed field or an
 * interface's field weaker than what it answers with. What two subgraphs said differently it no longer tells.
 */
export function supergraphFindings(document: DocumentNode): string[] {
  const own = [...directiveFindings(document), ...outputTypes(document).flatMap((type) => groupFindings(type, noStub))];
  return own.length > 0 ? own : graphFindings(readAccessGraph([{ name: 'supergraph', typeDefs: document }]));
}

/** A supergraph's fields are all answered, whatever somebody wrote beside one. */
const noStub: typeof isStub = () => false;

function groupFindings(type: OutputTypeNode, isExempt: typeof isStub): string[] {
  return fieldsOf(type).flatMap((field) => {
    const coordinate = `${type.name.value}.${field.name.value}`;
    if (type.name.value.startsWith('_') || field.name.value.startsWith('_'))
      return [`${coordinate} has a name of federation's own, which no policy guards`];
    const [access, ...more] = accessOf(field);
    if (more.length > 0) return [`${coordinate} has more than one @access group`];
    if (access && !markOf(field)) return [`${coordinate} has an unknown group or role: ${print(access)}`];
    return access || isExempt(type, field) ? [] : [`${coordinate} has no @access group`];
  });
}

function nullFindings(type: OutputTypeNode, field: FieldDefinitionNode): string[] {
  const mark = markOf(field);
  const isRequired = field.type.kind === Kind.NON_NULL_TYPE;
  if (!mark || !isRequired || keyFields(type).has(field.name.value) || isOpenToAll(mark.group)) return [];
  return [`${type.name.value}.${field.name.value} is non-null, but ${mark.group} is not FULL for every role`];
}

function isObject({ kind }: OutputTypeNode): boolean {
  return kind === Kind.OBJECT_TYPE_DEFINITION || kind === Kind.OBJECT_TYPE_EXTENSION;
}
