import { MapperKind, mapSchema, pruneSchema } from '@graphql-tools/utils';
import type { GraphQLSchema } from 'graphql';

/**
 * Fields that answer with a table of a cube, or say whether there would be one. They are made from one definition for all cubes,
 * need a snapshot of a nation, and each time it is written down that they were asked: two runs of one question leave another
 * audit. What is in a table is P0 (STATISTICS, and keys that are REFERENCE), so that only the field itself is for some. All of
 * them are asked, as every role and of both executors, in test/statistics.
 */
export function isTableField(coordinate: string): boolean {
  return /^(?:(?:Query|Region|Program)\.\w+Stats|Query\.(?:simulatePkhCost|statSnapshots))$/.test(coordinate);
}

/**
 * Calls that give something to one office, or to whoever has a link that is sealed anew each time: no one document asks every role.
 * Questions are compared in the list each office has, and in subgraphs/insights/question; files in test/journeys.
 */
export const OF_ONE_READER: readonly string[] = ['savedQuestion', 'runQuestion', 'statExportFile'];

/** A schema without them and what only they lead to. */
export function withoutTables(schema: GraphQLSchema): GraphQLSchema {
  const smaller = mapSchema(schema, {
    [MapperKind.COMPOSITE_FIELD]: (config, name, type) => (isTableField(`${type}.${name}`) ? null : config),
  });
  return pruneSchema(smaller);
}
