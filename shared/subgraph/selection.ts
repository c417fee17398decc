import { collectFields } from '@graphql-tools/utils';
import { GraphQLObjectType, getNamedType, isAbstractType } from 'graphql';
import type { FieldNode, GraphQLResolveInfo, SelectionSetNode } from 'graphql';

/** The parts of the resolve info a selection is read from. */
type Info = Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'variableValues' | 'fieldNodes' | 'returnType'>;

/**
 * What was found below some field nodes, by what was asked of them. Executors make the list of a field's nodes once: graphql-js
 * in each execution, compiled code when it is compiled, with the conditions decided. So one list has one answer, which the
 * thousand rows of a fetch share.
 */
const found = new WeakMap<readonly FieldNode[], Map<string, readonly string[]>>();

function once({ fieldNodes }: Info, question: string, find: () => readonly string[]): readonly string[] {
  const known = found.get(fieldNodes) ?? new Map<string, readonly string[]>();
  found.set(fieldNodes, known);
  const names = known.get(question) ?? find();
  known.set(question, names);
  return names;
}

/**
 * The names of the fields a client asked for below the current field, fragments and @skip/@include applied; `path` goes
 * further down (`['edges', 'node']`). Several aliases of one field count once.
 */
export function requestedFields(info: Info, ...path: readonly string[]): readonly string[] {
  return once(info, path.join('.'), () => fieldsAt(info, path));
}

function fieldsAt(info: Info, path: readonly string[]): readonly string[] {
  const type = getNamedType(info.returnType);
  const names = new Set<string>();
  const collect = (parent: GraphQLObjectType, nodes: readonly FieldNode[], rest: readonly string[]) => {
    for (const [name, found] of childrenOf(info, parent, nodes)) {
      if (rest.length === 0) names.add(name);
      else if (name === rest[0]) {
        const next = getNamedType(parent.getFields()[name]?.type);
        if (next instanceof GraphQLObjectType) collect(next, found, rest.slice(1));
      }
    }
  };
  if (type instanceof GraphQLObjectType) collect(type, info.fieldNodes, path);
  return [...names];
}

/** The fields asked of one concrete type of an abstract field, as in `_entities { ... on Person { ... } }`. */
export function requestedFieldsOn(info: Info, typeName: string): readonly string[] {
  return once(info, `on ${typeName}`, () => fieldsOn(info, typeName));
}

function fieldsOn(info: Info, typeName: string): readonly string[] {
  const declared = getNamedType(info.returnType);
  const type = info.schema.getType(typeName);
  if (!isAbstractType(declared) || !(type instanceof GraphQLObjectType)) return requestedFields(info);
  return [...childrenOf(info, type, info.fieldNodes).keys()];
}

function childrenOf(info: Info, parent: GraphQLObjectType, nodes: readonly FieldNode[]): Map<string, FieldNode[]> {
  const byName = new Map<string, FieldNode[]>();
  const sets = nodes.map((node) => node.selectionSet).filter((set): set is SelectionSetNode => set !== undefined);
  for (const set of sets) {
    const { fields } = collectFields(info.schema, info.fragments, info.variableValues, parent, set);
    for (const group of fields.values()) {
      for (const node of group) byName.set(node.name.value, [...(byName.get(node.name.value) ?? []), node]);
    }
  }
  return byName;
}
