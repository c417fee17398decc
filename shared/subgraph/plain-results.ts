import {
  GraphQLObjectType,
  defaultFieldResolver,
  getNamedType,
  getNullableType,
  isLeafType,
  isListType,
} from 'graphql';
import type { GraphQLFieldResolver, GraphQLSchema } from 'graphql';
import type { SubgraphContext } from './context';

type Resolver = GraphQLFieldResolver<unknown, SubgraphContext>;

/**
 * Makes resolvers give what compiled code can take: graphql-jit reads leaves straight from their row, but waits for no
 * promise below a field without a resolver, and loses the order of a list when one of its promises fails before another
 * has come. So lists come with every element settled, and whatever holds objects has a resolver.
 */
export function makeResultsPlain(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!(type instanceof GraphQLObjectType) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      if (!isLeafType(getNamedType(field.type))) field.resolve ??= defaultFieldResolver;
      if (field.resolve && isListType(getNullableType(field.type))) field.resolve = settling(field.resolve);
    }
  }
}

function settling(resolve: Resolver): Resolver {
  return (parent, args, context, info) => {
    const result = resolve(parent, args, context, info);
    return isPromise(result) ? result.then(settleAll) : settleAll(result);
  };
}

/** A failed element becomes its error: a list is not lost with one of its elements. */
function settleAll(list: unknown): unknown {
  if (!Array.isArray(list) || !list.some(isPromise)) return list;
  return Promise.all(list.map((element: unknown) => (isPromise(element) ? element.then(undefined, asError) : element)));
}

function isPromise(value: unknown): value is Promise<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
