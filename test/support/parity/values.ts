import { Kind, getNullableType, isEnumType, isInputObjectType, isListType, isNonNullType } from 'graphql';
import type {
  ArgumentNode,
  ConstValueNode,
  GraphQLArgument,
  GraphQLInputField,
  GraphQLInputObjectType,
  GraphQLInputType,
  ObjectFieldNode,
  ValueNode,
} from 'graphql';
import type { Random } from '../../../platform/demo/nation/random';
import type { Variables } from './variables';

/**
 * A value for a scalar or enum, given where it stands: the coordinate of the field, the argument, then input fields
 * (`Query.families.filter.region.within`). Undefined: any of its type.
 */
export type ValueSource = (place: string, type: string, random: Random) => string | number | boolean | undefined;

/** How often an optional argument is given, by its coordinate. */
export type ArgumentRate = (place: string) => number;

export interface ValueOptions {
  readonly random: Random;
  readonly variables: Variables;
  readonly source: ValueSource;
  readonly rate: ArgumentRate;
}

const VARIABLE = 0.25;
const NULL = 0.03;
const BARE_ITEM = 0.2;
const DEEPEST_INPUT = 4;

type Draw = (type: GraphQLInputType, place: string, depth: number) => ValueNode;

/** Draws the arguments of fields: literals, variables, and literals that hold variables. */
export class ValueMaker {
  constructor(private readonly options: ValueOptions) {}

  /** Arguments for a field, in the order of the schema. */
  arguments(coordinate: string, args: readonly GraphQLArgument[]): ArgumentNode[] {
    const { random, rate } = this.options;
    return args
      .filter((arg) => isRequired(arg) || random.chance(rate(`${coordinate}.${arg.name}`)))
      .map((arg) => ({
        kind: Kind.ARGUMENT,
        name: { kind: Kind.NAME, value: arg.name },
        value: this.value(arg.type, `${coordinate}.${arg.name}`),
      }));
  }

  /** A value of a type; may be or hold a variable. */
  value(type: GraphQLInputType, place: string, depth = 0): ValueNode {
    const { random, variables } = this.options;
    if (random.chance(VARIABLE)) return variables.use(type, () => this.literal(type, place, depth));
    return this.draw(type, place, depth, (...args) => this.value(...args));
  }

  /** A value of a type without variables. */
  literal(type: GraphQLInputType, place: string, depth = 0): ConstValueNode {
    return this.draw(type, place, depth, (...args) => this.literal(...args)) as ConstValueNode;
  }

  private draw(type: GraphQLInputType, place: string, depth: number, inner: Draw): ValueNode {
    const { random } = this.options;
    if (!isNonNullType(type) && random.chance(NULL)) return { kind: Kind.NULL };
    const nullable = getNullableType(type);
    if (isListType(nullable)) return this.list(nullable.ofType as GraphQLInputType, place, depth, inner);
    if (isInputObjectType(nullable)) return this.object(nullable, place, depth, inner);
    return this.leaf(String(nullable), isEnumType(nullable) ? nullable.getValues().map(({ name }) => name) : [], place);
  }

  /** GraphQL takes an item for a list of one. */
  private list(item: GraphQLInputType, place: string, depth: number, inner: Draw): ValueNode {
    const { random } = this.options;
    if (random.chance(BARE_ITEM) && isNonNullType(item)) {
      return this.draw(item, place, depth, (...args) => this.literal(...args));
    }
    const values = Array.from({ length: random.int(depth < DEEPEST_INPUT ? 1 : 0, 2) }, () =>
      inner(item, place, depth + 1),
    );
    return { kind: Kind.LIST, values };
  }

  private object(type: GraphQLInputObjectType, place: string, depth: number, inner: Draw): ValueNode {
    const { random } = this.options;
    const all = Object.values(type.getFields());
    const optional = all.filter((field) => !isRequired(field) && (depth < DEEPEST_INPUT || !isRecursive(field, type)));
    const chosen = new Set([...all.filter(isRequired), ...random.shuffle(optional).slice(0, random.int(1, 2))]);
    const fields = [...chosen].map((field): ObjectFieldNode => {
      const value = inner(field.type, `${place}.${field.name}`, depth + 1);
      return { kind: Kind.OBJECT_FIELD, name: { kind: Kind.NAME, value: field.name }, value };
    });
    return { kind: Kind.OBJECT, fields };
  }

  private leaf(type: string, words: readonly string[], place: string): ConstValueNode {
    const { random, source } = this.options;
    const value = source(place, type, random) ?? anyValue(type, words, random);
    if (words.length > 0) return { kind: Kind.ENUM, value: String(value) };
    if (typeof value === 'boolean') return { kind: Kind.BOOLEAN, value };
    if (typeof value === 'number') return { kind: type === 'Float' ? Kind.FLOAT : Kind.INT, value: String(value) };
    if (type === 'ID' && /^[1-9]\d{0,8}$/.test(value) && random.chance(0.2)) return { kind: Kind.INT, value };
    return { kind: Kind.STRING, value };
  }
}

function anyValue(type: string, words: readonly string[], random: Random): string | number | boolean {
  if (words.length > 0) return random.pick(words);
  if (type === 'Boolean') return random.chance(0.5);
  if (type === 'Int' || type === 'Float') return random.int(0, 10);
  return `none ${random.int(1, 9)}`;
}

function isRequired({ type, defaultValue }: GraphQLArgument | GraphQLInputField): boolean {
  return isNonNullType(type) && defaultValue === undefined;
}

function isRecursive(field: GraphQLInputField, type: GraphQLInputObjectType): boolean {
  return String(field.type).includes(type.name);
}
