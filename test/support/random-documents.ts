import {
  GraphQLNonNull,
  GraphQLObjectType,
  astFromValue,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isRequiredArgument,
  isUnionType,
  print,
} from 'graphql';
import type { GraphQLArgument, GraphQLField, GraphQLInputType, GraphQLSchema } from 'graphql';
import { Random } from '../../platform/demo/nation/random';

/** Words a random argument is made of. */
export interface Vocabulary {
  readonly ids: readonly string[];
  readonly texts: readonly string[];
  /** Keys of entities, by type. */
  readonly representations: readonly object[];
}

/** A document nobody wrote, with values for its variables. */
export interface RandomRequest {
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

const DEPTH = 4;

/** Writes documents over a subgraph's schema: valid ones, with values that mostly fit. The same seed gives the same ones. */
export function randomRequest(schema: GraphQLSchema, words: Vocabulary, seed: number): RandomRequest {
  return new Author(schema, words, new Random(seed, 'documents')).write();
}

class Author {
  private readonly definitions: string[] = [];
  private readonly fragments: string[] = [];
  private readonly variables: Record<string, unknown> = {};
  private names = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly words: Vocabulary,
    private readonly random: Random,
  ) {}

  write(): RandomRequest {
    const root = this.schema.getQueryType();
    if (!root) throw new Error('a schema without queries');
    const fields = Object.values(root.getFields()).filter(({ name }) => name !== '_service');
    const chosen = this.random.shuffle(fields).slice(0, this.random.int(1, 3));
    const selection = chosen.map((field) => this.field(field, DEPTH)).join(' ');
    const head = this.definitions.length > 0 ? `query(${this.definitions.join(' ')})` : 'query';
    return { query: `${head} { ${selection} } ${this.fragments.join(' ')}`, variables: this.variables };
  }

  private selection(type: GraphQLObjectType, depth: number): string {
    const fields = Object.values(type.getFields()).filter((field) => depth > 0 || isLeafType(getNamedType(field.type)));
    const chosen = this.random.shuffle(fields).slice(0, this.random.int(1, 6));
    const parts = ['__typename', ...chosen.map((field) => this.field(field, depth - 1))];
    return `{ ${parts.slice(this.random.chance(0.5) ? 1 : 0).join(' ')} }`;
  }

  private field(field: GraphQLField<unknown, unknown>, depth: number): string {
    const type = getNamedType(field.type);
    const args = this.args(field);
    // Two fields under one key must ask the same.
    const isNamed = !isLeafType(type) || args !== '' || this.random.chance(0.1);
    const alias = isNamed ? `${this.newName(field.name === '_entities' ? field.name : 'f')}: ` : '';
    return `${alias}${field.name}${args}${this.condition()}${this.below(type, depth)}`;
  }

  private below(type: ReturnType<typeof getNamedType>, depth: number): string {
    if (isUnionType(type)) {
      const parts = type
        .getTypes()
        .map((each) => `... on ${each.name}${this.condition()} ${this.selection(each, depth)}`);
      return ` { __typename ${parts.join(' ')} }`;
    }
    if (!(type instanceof GraphQLObjectType)) return '';
    const selection = this.selection(type, Math.max(depth, 0));
    if (!this.random.chance(0.1)) return ` ${selection}`;
    const name = this.newName('F');
    this.fragments.push(`fragment ${name} on ${type.name} ${selection}`);
    return ` { ...${name}${this.condition()} __typename }`;
  }

  private condition(): string {
    if (!this.random.chance(0.06)) return '';
    const given = this.random.chance(0.3)
      ? String(this.random.chance(0.5))
      : this.variable('Boolean!', this.random.chance(0.5));
    return ` @${this.random.pick(['skip', 'include'])}(if: ${given})`;
  }

  private args({ args }: GraphQLField<unknown, unknown>): string {
    const given = args.filter((argument) => isRequiredArgument(argument) || this.random.chance(0.2));
    return given.length > 0 ? `(${given.map((argument) => this.argument(argument)).join(', ')})` : '';
  }

  private argument({ name, type }: GraphQLArgument): string {
    if (name === 'representations') {
      const count = this.random.int(0, 6);
      const chosen = Array.from({ length: count }, () => this.random.pick(this.words.representations));
      return `${name}: ${this.variable('[_Any!]!', chosen)}`;
    }
    const value = this.value(type, 2);
    if (this.random.chance(0.5)) {
      const odd = this.random.chance(0.02);
      return `${name}: ${this.variable(String(type), odd ? this.random.pick([null, 'odd', 2.5, {}, [[]]]) : value)}`;
    }
    const node = astFromValue(value, type);
    return `${name}: ${node ? print(node) : this.variable(String(type), value)}`;
  }

  private value(type: GraphQLInputType, depth: number): unknown {
    if (!(type instanceof GraphQLNonNull) && this.random.chance(0.01)) return null;
    const inner = getNullableType(type);
    if (isListType(inner)) {
      const item = inner.ofType as GraphQLInputType;
      return Array.from({ length: this.random.int(0, 3) }, () => this.value(item, depth));
    }
    if (isEnumType(inner)) return this.random.pick(inner.getValues()).name;
    if (isInputObjectType(inner)) {
      const fields = Object.values(inner.getFields()).filter(
        (field) => isRequiredArgument(field) || (depth > 0 && this.random.chance(0.3)),
      );
      return Object.fromEntries(fields.map((field) => [field.name, this.value(field.type, depth - 1)]));
    }
    return this.leaf(getNamedType(inner).name);
  }

  private leaf(name: string): unknown {
    if (name === 'ID') return this.random.pick(this.words.ids);
    if (name === 'Boolean') return this.random.chance(0.5);
    if (name === 'Int' || name === 'SafeInt')
      return this.random.pick(this.random.chance(0.03) ? [0, -1, 101] : [1, 2, 3, 5, 10, 100, 2026]);
    if (name === 'Float') return this.random.unit();
    if (name.startsWith('Date')) return this.random.pick(['2026-01-01', '1980-05-05', '2024-02-29']);
    return this.random.pick(this.words.texts);
  }

  private variable(type: string, value: unknown): string {
    const name = this.newName('v');
    const isLeftOut = !type.endsWith('!') && this.random.chance(0.1);
    this.definitions.push(`$${name}: ${type}`);
    if (!isLeftOut) this.variables[name] = value;
    return `$${name}`;
  }

  private newName(prefix: string): string {
    this.names += 1;
    return `${prefix}${this.names}`;
  }
}
