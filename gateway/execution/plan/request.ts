import { Kind, print, stripIgnoredCharacters, visit } from 'graphql';
import type { FieldNode, OperationDefinitionNode, SelectionSetNode, VariableDefinitionNode } from 'graphql';
import type { InternalField } from '../supergraph/required-arguments';

/** The operation text of a fetch of root fields. */
export function printRoot(operation: OperationDefinitionNode, internal: ReadonlyMap<string, InternalField>): string {
  return printOperation({ ...operation, name: undefined }, internal);
}

/** One list of entities in a request. */
export interface EntityAsk {
  readonly alias: string;
  readonly variable: string;
  readonly operation: OperationDefinitionNode;
  readonly selectionSet: SelectionSetNode;
}

/** The operation text of a request for one or more lists of entities. */
export function printEntities(asks: readonly EntityAsk[], internal: ReadonlyMap<string, InternalField>): string {
  const definitions = new Map<string, VariableDefinitionNode>();
  for (const { operation, variable } of asks) {
    for (const definition of operation.variableDefinitions ?? []) {
      const name = definition.variable.name.value === REPRESENTATIONS ? variable : definition.variable.name.value;
      definitions.set(name, { ...definition, variable: variableNode(name) });
    }
  }
  const operation: OperationDefinitionNode = {
    kind: Kind.OPERATION_DEFINITION,
    operation: 'query' as OperationDefinitionNode['operation'],
    variableDefinitions: [...definitions.values()],
    selectionSet: { kind: Kind.SELECTION_SET, selections: asks.map(entitiesField) },
  };
  return printOperation(operation, internal);
}

/** The variable the planner puts representations in. */
export const REPRESENTATIONS = 'representations';
const ENTITIES = '_entities';

function entitiesField({ alias, variable, selectionSet }: EntityAsk): FieldNode {
  return {
    kind: Kind.FIELD,
    name: { kind: Kind.NAME, value: ENTITIES },
    alias: alias === ENTITIES ? undefined : { kind: Kind.NAME, value: alias },
    arguments: [
      { kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: REPRESENTATIONS }, value: variableNode(variable) },
    ],
    selectionSet,
  };
}

function variableNode(name: string) {
  return { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } } as const;
}

function printOperation(operation: OperationDefinitionNode, internal: ReadonlyMap<string, InternalField>): string {
  const real = visit(operation, {
    Field(field) {
      const original = internal.get(field.name.value);
      if (!original) return undefined;
      return {
        ...field,
        alias: field.alias ?? field.name,
        name: { kind: Kind.NAME, value: original.field },
        arguments: original.arguments,
      };
    },
  });
  return stripIgnoredCharacters(print(real));
}
