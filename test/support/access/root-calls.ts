import { getNamedType, getNullableType, isEnumType, isInputObjectType, isLeafType, isNonNullType } from 'graphql';
import type { GraphQLField, GraphQLInputType, GraphQLSchema } from 'graphql';
import type { Role } from '../../../shared/viewer';
import type { Seeds } from './seeds';
import type { Mark } from './specification';

/** A root field that is for some roles only. */
export interface RootCall {
  readonly kind: 'query' | 'mutation';
  readonly name: string;
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
      return roles ? [{ kind, name: field.name, roles, write: (seeds) => write(field, seeds) }] : [];
    }),
  );
}

function write(field: GraphQLField<unknown, unknown>, seeds: Seeds): string {
  const target = getNamedType(field.type).name;
  const args = field.args
    .filter(({ type }) => isNonNullType(type))
    .map(({ name, type }) => `${name}: ${literal(name, type, target, seeds)}`);
  const below = isLeafType(getNamedType(field.type)) ? '' : '{ __typename id }';
  return `${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''} ${below}`;
}

function literal(name: string, type: GraphQLInputType, target: string, seeds: Seeds): string {
  const bare = getNullableType(type);
  if (isInputObjectType(bare)) {
    const fields = Object.values(bare.getFields()).filter((field) => isNonNullType(field.type));
    return `{ ${fields.map((field) => `${field.name}: ${literal(field.name, field.type, target, seeds)}`).join(', ')} }`;
  }
  if (isEnumType(bare)) return bare.getValues()[0]?.name ?? 'NONE';
  if (String(bare) === 'Int') return '4';
  if (name === 'keep') return JSON.stringify(seeds.rows['Person']?.near);
  return seeds.argument(name, target, '') ?? '"a text of a test"';
}
