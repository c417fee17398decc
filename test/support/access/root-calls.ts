import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';
import type { GraphQLField, GraphQLInputType, GraphQLNamedType, GraphQLSchema } from 'graphql';
import type { Role } from '../../../shared/viewer';
import type { Seeds } from './seeds';
import type { Mark } from './specification';

/** A root field that is for some roles only. */
export interface RootCall {
  readonly kind: 'query' | 'mutation';
  readonly name: string;
  /** Name of the type it answers with. */
  readonly target: string;
  readonly roles: readonly Role[];
  /** The selection, with arguments that fit the seeded rows. */
  write(seeds: Seeds): string;
}

/** All root fields whose `@access` names roles. */
export function rootCalls(schema: GraphQLSchema, marks: ReadonlyMap<string, Mark>): RootCall[] {
  const roots = [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
  ] as const;
  return roots.flatMap(([kind, type]) =>
    Object.values(type?.getFields() ?? {}).flatMap((field): RootCall[] => {
      const roles = marks.get(`${type?.name ?? ''}.${field.name}`)?.roles;
      const target = getNamedType(field.type).name;
      return roles ? [{ kind, name: field.name, target, roles, write: (seeds) => write(field, seeds) }] : [];
    }),
  );
}

function write(field: GraphQLField<unknown, unknown>, seeds: Seeds): string {
  const target = getNamedType(field.type).name;
  const args = field.args
    .filter(({ type }) => isNonNullType(type))
    .map(({ name, type }) => `${name}: ${literal(name, type, target, seeds)}`);
  return `${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''} ${valueBelow(getNamedType(field.type))}`;
}

/** The shortest selection that asks for a value. */
function valueBelow(type: GraphQLNamedType): string {
  if (!isObjectType(type)) return '';
  const free = Object.values(type.getFields()).filter(({ args }) => !args.some((arg) => isRequiredArgument(arg)));
  const leaf = free.find((field) => isLeafType(getNamedType(field.type)));
  const [first] = free;
  if (leaf) return `{ __typename ${leaf.name} }`;
  return first ? `{ __typename ${first.name} ${valueBelow(getNamedType(first.type))} }` : '{ __typename }';
}

/** Days that must not be over yet, by their names; others must not be to come. */
const AHEAD = /until|expires|target/i;

function literal(name: string, type: GraphQLInputType, target: string, seeds: Seeds): string {
  const bare = getNullableType(type);
  // One value stands for a list of one.
  const named = getNamedType(bare);
  if (isInputObjectType(named)) {
    const fields = Object.values(named.getFields()).filter((field) => isNonNullType(field.type));
    return `{ ${fields.map((field) => `${field.name}: ${literal(field.name, field.type, target, seeds)}`).join(', ')} }`;
  }
  if (isEnumType(named)) return named.getValues()[0]?.name ?? 'NONE';
  if (String(bare) === 'Boolean') return 'true';
  if (String(bare) === 'Date')
    return seeds.argument(name, target, '') ?? (AHEAD.test(name) ? '"2099-01-01"' : '"2026-09-01"');
  if (String(bare) === 'Int' || String(bare) === 'SafeInt') return '4';
  if (String(bare) === 'DateTime') return '"2026-09-01T00:00:00Z"';
  if (name === 'clientKey') return '"a-key-of-a-test"';
  if (name === 'keep') return JSON.stringify(seeds.rows['Person']?.near);
  return seeds.argument(name, target, '') ?? '"a text of a test that is long enough"';
}
