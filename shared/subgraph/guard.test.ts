import { buildSchema } from 'graphql';
import type { GraphQLObjectType } from 'graphql';
import { guardSchema } from './guard';

const schemaOf = (fields: string) =>
  buildSchema(`directive @access(group: String!, band: Boolean! = false) on FIELD_DEFINITION
    directive @external on FIELD_DEFINITION | OBJECT
    type Query { open: Int @access(group: "REFERENCE") ${fields} }`);

test('a copy of another subgraph’s field without a group of its own answers nothing, whatever its parent holds', () => {
  const schema = schemaOf('nik: String @external');
  expect(guardSchema(schema).has('Query.nik')).toBe(false);
  const { nik } = (schema.getQueryType() as GraphQLObjectType).getFields();
  expect(nik?.resolve?.({ nik: '3204051203919001' }, {}, undefined, undefined as never)).toBeNull();
});

test('control: a copy with a group is guarded like any field, a field that is no copy must have one', () => {
  expect(guardSchema(schemaOf('nik: String @external @access(group: "IDENTIFIER")')).has('Query.nik')).toBe(true);
  expect(() => guardSchema(schemaOf('nik: String'))).toThrow('Query.nik belongs to no field group');
});
