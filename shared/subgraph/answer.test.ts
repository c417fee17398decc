import { buildSchema, execute, parse } from 'graphql';
import type { ExecutionResult } from 'graphql';
import { codedOnly } from './answer';

const schema = buildSchema('enum Kind { PLAIN } type Query { asked(kind: Kind, count: Int): String }');

/** What a client is told of the first error, and whether it went to the log as a fault. */
function told(query: string, variableValues: Record<string, unknown>, rootValue?: object) {
  const faults: unknown[] = [];
  const result = execute({ schema, document: parse(query), variableValues, rootValue }) as ExecutionResult;
  const [error] = result.errors ?? [];
  return { code: error && codedOnly(error, (fault) => faults.push(fault)).extensions?.['code'], faults: faults.length };
}

test.each([
  ['query($k: Kind) { asked(kind: $k) }', { k: 'NONE' }],
  ['query($c: Int) { asked(count: $c) }', { c: 'text' }],
  ['query($c: Int!) { asked(count: $c) }', {}],
])('a variable that does not fit is refused, not taken for a fault of ours: %s %j', (query, variables) => {
  expect(told(query, variables)).toEqual({ code: 'GRAPHQL_VALIDATION_FAILED', faults: 0 });
});

test('control: what a resolver throws is a fault', () => {
  const asked = () => {
    throw new Error('secret');
  };
  expect(told('{ asked }', {}, { asked })).toEqual({ code: 'INTERNAL_SERVER_ERROR', faults: 1 });
});
