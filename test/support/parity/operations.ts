import {
  GraphQLBoolean,
  GraphQLNonNull,
  Kind,
  OperationTypeNode,
  doTypesOverlap,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  isUnionType,
  print,
} from 'graphql';
import type {
  DirectiveNode,
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLCompositeType,
  GraphQLField,
  GraphQLSchema,
  NameNode,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';
import type { Random } from '../../../platform/demo/nation/random';
import { withoutUnused } from './reduce';
import { Scope } from './scope';
import { ValueMaker } from './values';
import type { ArgumentRate, ValueSource } from './values';
import { Variables } from './variables';

/** A generated operation, ready to be sent. */
export interface Operation {
  readonly document: DocumentNode;
  readonly text: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface OperationOptions {
  readonly schema: GraphQLSchema;
  readonly random: Random;
  readonly source: ValueSource;
  readonly rate: ArgumentRate;
  /** How often each field has been selected so far, by coordinate: rare ones are preferred. */
  readonly uses: Map<string, number>;
  readonly kind?: 'query' | 'mutation';
  /** Most fields of an operation, fragments counted where they are spread. */
  readonly size: number;
  /** Most fields above one another. */
  readonly depth: number;
}

/** How often each construct is used where it could be. */
const RATE = {
  typename: 0.07,
  inline: 0.12,
  inlineOnAbstract: 0.4,
  fragment: 0.1,
  fragmentAgain: 0.5,
  alias: 0.2,
  directive: 0.07,
  again: 0.12,
} as const;

/** Aliases that once were a problem: names every object inherits. */
const INHERITED = ['constructor', 'toString', '__proto__'];

/** Draws one valid operation. */
export function drawOperation(options: OperationOptions): Operation {
  return new OperationMaker(options).make();
}

interface Fragment {
  readonly definition: FragmentDefinitionNode;
  readonly condition: GraphQLCompositeType;
  readonly scope: Scope;
  readonly size: number;
  readonly height: number;
}

class OperationMaker {
  private readonly random: Random;
  private readonly variables: Variables;
  private readonly values: ValueMaker;
  private readonly fragments: Fragment[] = [];
  private left: number;
  private lowest = 0;
  private aliasCount = 0;

  constructor(private readonly options: OperationOptions) {
    const { random, source, rate, size } = options;
    this.random = random;
    this.variables = new Variables(random);
    this.values = new ValueMaker({ random, variables: this.variables, source, rate });
    this.left = size;
  }

  make(): Operation {
    const { schema, depth, kind = 'query' } = this.options;
    const operation = kind === 'query' ? OperationTypeNode.QUERY : OperationTypeNode.MUTATION;
    const root = schema.getRootType(operation);
    if (!root) throw new Error(`the schema has no ${kind}`);
    const selectionSet = this.selectionSet(root, new Scope(), depth);
    const { definitions: variableDefinitions, given } = this.variables;
    const document = withoutUnused({
      kind: Kind.DOCUMENT,
      definitions: [
        { kind: Kind.OPERATION_DEFINITION, operation, name: name('Drawn'), variableDefinitions, selectionSet },
        ...this.fragments.map(({ definition }) => definition),
      ],
    });
    return { document, text: print(document), variables: given };
  }

  private selectionSet(type: GraphQLCompositeType, scope: Scope, depth: number): SelectionSetNode {
    this.lowest = Math.min(this.lowest, depth);
    const selections: SelectionNode[] = [];
    const wanted = this.random.int(1, depth === this.options.depth ? 3 : 5);
    for (let index = 0; index < wanted && (this.left > 0 || selections.length === 0); index += 1) {
      selections.push(...this.selection(type, scope, depth));
    }
    if (selections.length === 0) selections.push(this.typename(scope, type));
    return { kind: Kind.SELECTION_SET, selections };
  }

  private selection(type: GraphQLCompositeType, scope: Scope, depth: number): SelectionNode[] {
    const { random } = this;
    if (random.chance(RATE.typename)) return [this.typename(scope, type)];
    const inline = isAbstractType(type) ? RATE.inlineOnAbstract : RATE.inline;
    if (isUnionType(type) || random.chance(inline)) return [this.inlineFragment(type, scope, depth)];
    if (random.chance(RATE.fragment)) return this.spread(type, scope, depth);
    return this.fields(type, scope, depth);
  }

  private typename(scope: Scope, type: GraphQLCompositeType): FieldNode {
    const key = this.random.chance(RATE.alias) ? this.newAlias() : '__typename';
    scope.claim({ ...ownerOf(type), key, field: '__typename', type: 'String!', isLeaf: true });
    return fieldNode('__typename', key, { directives: this.directives() });
  }

  private inlineFragment(type: GraphQLCompositeType, scope: Scope, depth: number): SelectionNode {
    const condition = this.condition(type);
    return {
      kind: Kind.INLINE_FRAGMENT,
      ...(condition === type && this.random.chance(0.4) && !isUnionType(type) ? {} : on(condition)),
      directives: this.directives(),
      selectionSet: this.selectionSet(condition, scope, depth),
    };
  }

  private spread(type: GraphQLCompositeType, scope: Scope, depth: number): SelectionNode[] {
    const again = this.fragments.filter(
      ({ condition, height, size }) =>
        height <= depth && size <= this.left && doTypesOverlap(this.options.schema, condition, type),
    );
    const isAgain = again.length > 0 && this.random.chance(RATE.fragmentAgain);
    const fragment = isAgain ? this.random.pick(again) : this.define(this.condition(type), depth);
    if (!scope.absorb(fragment.scope)) return [];
    if (isAgain) this.left -= fragment.size;
    this.lowest = Math.min(this.lowest, depth - fragment.height);
    return [{ kind: Kind.FRAGMENT_SPREAD, name: fragment.definition.name, directives: this.directives() }];
  }

  private define(condition: GraphQLCompositeType, depth: number): Fragment {
    const [before, lowest] = [this.left, this.lowest];
    this.lowest = depth;
    const scope = new Scope();
    const selectionSet = this.selectionSet(condition, scope, depth);
    const definition: FragmentDefinitionNode = {
      kind: Kind.FRAGMENT_DEFINITION,
      name: name(`F${this.fragments.length}`),
      typeCondition: on(condition).typeCondition,
      selectionSet,
    };
    const fragment = { definition, condition, scope, size: before - this.left, height: depth - this.lowest };
    this.lowest = Math.min(lowest, this.lowest);
    this.fragments.push(fragment);
    return fragment;
  }

  /** A type whose objects may stand where objects of the given type do. */
  private condition(type: GraphQLCompositeType): GraphQLCompositeType {
    const { schema } = this.options;
    if (!isAbstractType(type) && this.random.chance(0.7)) return type;
    const others = Object.values(schema.getTypeMap()).filter(
      (other): other is GraphQLCompositeType =>
        isCompositeType(other) && !other.name.startsWith('__') && doTypesOverlap(schema, other, type),
    );
    return this.random.pick(others);
  }

  private fields(type: GraphQLCompositeType, scope: Scope, depth: number): FieldNode[] {
    if (isUnionType(type)) return [];
    const possible = Object.values(type.getFields()).filter(
      (field) => depth > 1 || !isCompositeType(getNamedType(field.type)),
    );
    if (possible.length === 0) return [];
    const field = this.rarest(type.name, possible);
    const first = this.field(type, field, scope, depth);
    if (!first || !this.random.chance(RATE.again)) return first ? [first] : [];
    // Once more: with other arguments under an alias, or the same field again with another selection.
    const isOther = field.args.length > 0 || this.random.chance(0.5);
    const second = this.field(type, field, scope, depth, isOther ? undefined : first);
    return second ? [first, second] : [first];
  }

  private rarest(type: string, fields: readonly GraphQLField<unknown, unknown>[]): GraphQLField<unknown, unknown> {
    const { uses } = this.options;
    const drawn = [this.random.pick(fields), this.random.pick(fields), this.random.pick(fields)];
    const usesOf = (field: GraphQLField<unknown, unknown>) => uses.get(`${type}.${field.name}`) ?? 0;
    return drawn.reduce((rare, other) => (usesOf(other) < usesOf(rare) ? other : rare));
  }

  private field(
    type: GraphQLCompositeType,
    field: GraphQLField<unknown, unknown>,
    scope: Scope,
    depth: number,
    like?: FieldNode,
  ): FieldNode | undefined {
    const { uses } = this.options;
    const coordinate = `${type.name}.${field.name}`;
    const named = getNamedType(field.type);
    const args = like?.arguments ?? this.values.arguments(coordinate, field.args);
    const text = print(fieldNode(field.name, field.name, { arguments: args }));
    const asked = { ...ownerOf(type), field: text, type: String(field.type), isLeaf: !isCompositeType(named) };
    const first = like ? keyOf(like) : this.key(type, field.name);
    const key = [first, this.newAlias()].find((each) => scope.claim({ ...asked, key: each }) !== undefined);
    const below = key === undefined ? undefined : scope.claim({ ...asked, key });
    if (key === undefined || !below) return undefined;
    uses.set(coordinate, (uses.get(coordinate) ?? 0) + 1);
    this.left -= 1;
    const directives = this.directives();
    const selectionSet = isCompositeType(named) ? this.selectionSet(named, below, depth - 1) : undefined;
    return fieldNode(field.name, key, { arguments: args, directives, selectionSet });
  }

  /** The key of a field: its own name, an alias, or the name of another field of the type. */
  private key(type: GraphQLCompositeType, own: string): string {
    const { random } = this;
    if (!random.chance(RATE.alias)) return own;
    const others = isUnionType(type) ? [] : Object.keys(type.getFields());
    if (others.length > 0 && random.chance(0.4)) return random.pick(others);
    return random.chance(0.1) ? random.pick(INHERITED) : this.newAlias();
  }

  private newAlias(): string {
    this.aliasCount += 1;
    return `a${this.aliasCount}`;
  }

  private directives(): DirectiveNode[] {
    const { random } = this;
    if (!random.chance(RATE.directive)) return [];
    const names = random.chance(0.15) ? ['skip', 'include'] : [random.pick(['skip', 'include'])];
    const type = new GraphQLNonNull(GraphQLBoolean);
    return names.map((each) => ({
      kind: Kind.DIRECTIVE,
      name: name(each),
      arguments: [{ kind: Kind.ARGUMENT, name: name('if'), value: this.values.value(type, `@${each}`) }],
    }));
  }
}

function ownerOf(type: GraphQLCompositeType): { owner: string; isObject: boolean } {
  return { owner: type.name, isObject: isObjectType(type) };
}

function on(condition: GraphQLCompositeType) {
  return { typeCondition: { kind: Kind.NAMED_TYPE, name: name(condition.name) } } as const;
}

function keyOf(node: FieldNode): string {
  return node.alias?.value ?? node.name.value;
}

function fieldNode(
  field: string,
  key: string,
  rest: Pick<FieldNode, 'arguments' | 'directives' | 'selectionSet'>,
): FieldNode {
  return { kind: Kind.FIELD, name: name(field), ...(key === field ? {} : { alias: name(key) }), ...rest };
}

function name(value: string): NameNode {
  return { kind: Kind.NAME, value };
}
