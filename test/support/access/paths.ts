import { getNamedType, getNullableType, isListType, isObjectType, isRequiredArgument, isWrappingType } from 'graphql';
import type { GraphQLField, GraphQLObjectType, GraphQLOutputType, GraphQLSchema } from 'graphql';

/** A field on the way to a type. */
export interface Step {
  readonly coordinate: string;
  readonly name: string;
  /** The object type it leads to. */
  readonly type: string;
  /** `(id: "...")`, or nothing. */
  readonly args: string;
}

/**
 * A literal for a required argument, or undefined where nothing is known that fits.
 * @param target the type the field leads to
 */
export type ArgumentSeed = (argument: string, target: string, coordinate: string) => string | undefined;

/**
 * The shortest way from a root field to each object type that can be reached; single objects before lists. Fields for which
 * `isPassable` says no are no way.
 */
export function pathsTo(
  schema: GraphQLSchema,
  seed: ArgumentSeed,
  isPassable: (coordinate: string) => boolean,
): Map<string, readonly Step[]> {
  const root = schema.getQueryType();
  if (!root) throw new Error('a graph without queries');
  const found = new Map<string, readonly Step[]>([[root.name, []]]);
  for (let edge: readonly (readonly Step[])[] = [[]]; edge.length > 0;) {
    const further = edge.flatMap((path) => waysOn(schema, path.at(-1)?.type ?? root.name, seed, isPassable, path));
    further.sort((a, b) => Number(leadsToList(schema, a)) - Number(leadsToList(schema, b)));
    edge = further.filter((path) => {
      const { type } = lastOf(path);
      if (found.has(type)) return false;
      found.set(type, path);
      return true;
    });
  }
  return found;
}

/**
 * Every object type the queries can lead to, whatever arguments that takes.
 * @param isPassable no: a field is no way; what only leads through calls for named roles is tested with those calls
 */
export function reachableTypes(schema: GraphQLSchema, isPassable: (coordinate: string) => boolean): Set<string> {
  const reached = new Set<string>();
  const walk = (type: GraphQLObjectType): void => {
    if (reached.has(type.name)) return;
    reached.add(type.name);
    for (const field of Object.values(type.getFields())) {
      const below = getNamedType(field.type);
      if (isObjectType(below) && isPassable(`${type.name}.${field.name}`)) walk(below);
    }
  };
  const root = schema.getQueryType();
  if (root) walk(root);
  return reached;
}

/** A field with values for the arguments it must have; undefined where one is not known. */
export function callOf(
  coordinate: string,
  field: GraphQLField<unknown, unknown>,
  seed: ArgumentSeed,
): string | undefined {
  const target = getNamedType(field.type).name;
  const args = field.args
    .filter((arg) => isRequiredArgument(arg))
    .map((arg) => [arg.name, seed(arg.name, target, coordinate)] as const);
  if (args.some(([, value]) => value === undefined)) return undefined;
  const written = args.map(([name, value]) => `${name}: ${String(value)}`);
  if (field.args.some(({ name }) => name === 'first')) written.push('first: 3');
  return written.length === 0 ? '' : `(${written.join(', ')})`;
}

/** Whether a field answers a list. */
function isList(type: GraphQLOutputType): boolean {
  const bare = getNullableType(type);
  return isListType(bare) || (isWrappingType(bare) && isList(bare.ofType as GraphQLOutputType));
}

function waysOn(
  schema: GraphQLSchema,
  from: string,
  seed: ArgumentSeed,
  isPassable: (coordinate: string) => boolean,
  path: readonly Step[],
): (readonly Step[])[] {
  const parent = schema.getType(from);
  if (!isObjectType(parent)) return [];
  return Object.values(parent.getFields()).flatMap((field) => {
    const coordinate = `${from}.${field.name}`;
    const target = getNamedType(field.type);
    const args = isObjectType(target) && isPassable(coordinate) ? callOf(coordinate, field, seed) : undefined;
    return args === undefined ? [] : [[...path, { coordinate, name: field.name, type: target.name, args }]];
  });
}

function leadsToList(schema: GraphQLSchema, path: readonly Step[]): boolean {
  const [type = '', name = ''] = lastOf(path).coordinate.split('.');
  const parent = schema.getType(type);
  const field = isObjectType(parent) ? parent.getFields()[name] : undefined;
  return field !== undefined && isList(field.type);
}

function lastOf(path: readonly Step[]): Step {
  const step = path.at(-1);
  if (!step) throw new Error('an empty path');
  return step;
}
