import { buildSchema } from 'graphql';
import type { GraphQLObjectType } from 'graphql';
import { guardSchema } from './guard';

const schemaOf = (fields: string) =>
  buildSchema(`directive @access(group: String!, band: Boolean! = false) on FIELD_DEFINITION
    directive @external on FIELD_DEFINITION | OBJECT
    type Query { open: Int @access(group: "REFERENCE") ${fields} }`);

const SUBJECTS = { Query: { kind: 'person', property: 'id' } } as const;

test('a copy of another subgraph’s field without a group of its own answers nothing, whatever its parent holds', () => {
  const schema = schemaOf('nik: String @external');
  expect(guardSchema(schema, {}).has('Query.nik')).toBe(false);
  const { nik } = (schema.getQueryType() as GraphQLObjectType).getFields();
  expect(nik?.resolve?.({ nik: '3204051203919001' }, {}, undefined, undefined as never)).toBeNull();
});

test('control: a copy with a group is guarded like any field, a field that is no copy must have one', () => {
  expect(guardSchema(schemaOf('nik: String @external @access(group: "IDENTIFIER")'), SUBJECTS).has('Query.nik')).toBe(
    true,
  );
  expect(() => guardSchema(schemaOf('nik: String'), SUBJECTS)).toThrow('Query.nik belongs to no field group');
});

test('a type with a ledgered field says whose record its rows are; a coarse companion is not ledgered', () => {
  const nik = 'nik: String @access(group: "IDENTIFIER")';
  expect(() => guardSchema(schemaOf(nik), {})).toThrow('Query.nik is ledgered, but Query has no subject rule');
  expect(guardSchema(schemaOf(nik), SUBJECTS).size).toBe(1);
  expect(guardSchema(schemaOf('age: String @access(group: "BIRTH_DATE", band: true)'), {}).size).toBe(1);
});
