import { Kind, getNamedType, isInterfaceType, isObjectType } from 'graphql';
import type { GraphQLSchema, OperationDefinitionNode, SelectionSetNode } from 'graphql';
import { CodedError } from '../../shared/errors';
import type { AccessIndex } from './access-index';
import type { ViewerRules } from './rules';

/** A field a plan asks a subgraph for. */
export interface FetchedField {
  readonly type: string;
  readonly field: string;
}

/** A fetch, as far as it asks for fields. */
interface Fetch {
  readonly operation: OperationDefinitionNode;
}

/**
 * The fields the fetches of a plan ask for, once each: those the client selected, and those other fields are computed from.
 * @param originalOf the field that an internal one stands for
 */
export function fetchedFields(
  fetches: readonly Fetch[],
  schema: GraphQLSchema,
  originalOf: (field: string) => string,
): FetchedField[] {
  const found = new Map<string, FetchedField>();
  const collect = ({ selections }: SelectionSetNode, type: string): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) throw new Error('a planned fetch has no named fragments');
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        collect(selection.selectionSet, selection.typeCondition?.name.value ?? type);
        continue;
      }
      const name = selection.name.value;
      const field = originalOf(name);
      if (!field.startsWith('_')) found.set(`${type}.${field}`, { type, field });
      if (selection.selectionSet) collect(selection.selectionSet, typeBelow(schema, type, name));
    }
  };
  for (const { operation } of fetches) {
    collect(operation.selectionSet, schema.getRootType(operation.operation)?.name ?? '');
  }
  return [...found.values()];
}

/**
 * Refuses a plan that would fetch what the viewer may not have: what is computed from it would tell. Composition refuses
 * such detours; this catches a supergraph that was made in another way. Keys are for joining, and are not shown.
 * @throws CodedError PLAN_FORBIDDEN, naming what the client asked for at most by what it is computed from
 */
export function guardPlan(fields: readonly FetchedField[], rules: ViewerRules, index: AccessIndex): void {
  for (const { type, field } of fields) {
    if (index.isKey(type, field) || !rules.refusalOf(type, field)) continue;
    throw new CodedError(
      'PLAN_FORBIDDEN',
      {},
      { originalError: new Error(`a plan reads ${type}.${field}, which its viewer may not`) },
    );
  }
}

function typeBelow(schema: GraphQLSchema, type: string, field: string): string {
  // Representations stand under whatever their fragments name.
  if (field === '_entities') return '';
  const parent = schema.getType(type);
  const below = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[field]?.type : undefined;
  return below ? getNamedType(below).name : '';
}
