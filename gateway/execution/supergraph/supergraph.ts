import { Supergraph, operationFromDocument } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import type { QueryPlan } from '@apollo/query-planner';
import { isAbstractType, isInterfaceType, isObjectType, parse, print } from 'graphql';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { CodedError } from '../../../shared/errors';
import { subscriptionFindings } from '../../live/twin';
import { sortKeys } from './key-order';
import { internNames } from './names';
import { mendRequiredArguments } from './required-arguments';
import type { InternalField } from './required-arguments';
import { readRequirements } from './requirements';
import type { Requirements } from './requirements';

/** A supergraph that is ready to plan. Everything in it depends on the SDL alone and is made once. */
export interface LoadedSupergraph {
  readonly sdl: string;
  /** What clients see and are validated against. */
  readonly apiSchema: GraphQLSchema;
  /** With everything clients do not see; tells which type a representation belongs to. */
  readonly fullSchema: GraphQLSchema;
  /** The names of every field, `__typename` with them. */
  readonly fieldNames: ReadonlySet<string>;
  readonly internalFields: ReadonlyMap<string, InternalField>;
  readonly requirements: Requirements;
  /** The subgraphs, by the names the plan uses, with the address the supergraph gives them. */
  readonly subgraphs: ReadonlyMap<string, string>;
  /** Plans a validated document. Takes milliseconds of CPU and up: plans are to be cached. */
  plan(document: DocumentNode, operationName: string | undefined): QueryPlan;
}

/**
 * Loads a supergraph, with the mends that its planner needs to be right.
 * @throws CodedError SUPERGRAPH_INVALID
 */
export function loadSupergraph(sdl: string): LoadedSupergraph {
  try {
    return load(sdl);
  } catch (error) {
    throw new CodedError('SUPERGRAPH_INVALID', { reason: error instanceof Error ? error.message : 'unreadable' });
  }
}

function load(sdl: string): LoadedSupergraph {
  const original = parse(sdl);
  const [finding] = subscriptionFindings(original);
  if (finding !== undefined) throw new Error(finding);
  internNames(original);
  const { document, internalFields } = mendRequiredArguments(sortKeys(original));
  // Composition has validated the original; what only stands for another field would fail as unused.
  const supergraph = Supergraph.build(print(document), { validateSupergraph: internalFields.size === 0 });
  const planner = new QueryPlanner(supergraph, { reuseQueryFragments: false, generateQueryFragments: false });
  const planSchema = supergraph.apiSchema();
  // Internal fields are for plans only: a client's document is held against the schema as it was composed.
  const clientSchema = internalFields.size === 0 ? planSchema : Supergraph.build(sdl).apiSchema();
  const fullSchema = supergraph.schema.toGraphQLJSSchema();
  return {
    sdl,
    apiSchema: clientSchema.toGraphQLJSSchema(),
    fullSchema,
    fieldNames: fieldNamesOf(fullSchema),
    internalFields,
    requirements: readRequirements(document, internalFields),
    subgraphs: new Map([...supergraph.subgraphsMetadata()].map(({ name, url }) => [name, url])),
    plan: (client, operationName) =>
      planner.buildQueryPlan(operationFromDocument(planSchema, client, { operationName })),
  };
}

function fieldNamesOf(schema: GraphQLSchema): ReadonlySet<string> {
  const names = Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) || isInterfaceType(type) ? Object.keys(type.getFields()) : [],
  );
  return new Set([...names, '__typename']);
}

/** Whether an object of a type satisfies a type condition; both by name. */
export function isOfType(schema: GraphQLSchema, type: string, condition: string): boolean {
  if (type === condition) return true;
  const [own, wanted] = [schema.getType(type), schema.getType(condition)];
  if (!isObjectType(own) && !isInterfaceType(own)) return false;
  return isAbstractType(wanted) && schema.isSubType(wanted, own);
}
