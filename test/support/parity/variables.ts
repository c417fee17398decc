import { Kind, isNonNullType, parseType, valueFromASTUntyped } from 'graphql';
import type {
  ConstValueNode,
  GraphQLInputType,
  TypeNode,
  ValueNode,
  VariableDefinitionNode,
  VariableNode,
} from 'graphql';
import type { Random } from '../../../platform/demo/nation/random';

const REUSE = 0.25;
const WITH_DEFAULT = 0.35;
const LEFT_OUT = 0.3;

/** The variables of one generated operation: with and without default, given and left out. */
export class Variables {
  readonly definitions: VariableDefinitionNode[] = [];
  /** What is sent, as JSON. */
  readonly given: Record<string, unknown> = {};
  private readonly byType = new Map<string, VariableNode[]>();

  constructor(private readonly random: Random) {}

  /** A variable for a position of a type; `draw` gives a literal of it, null only where the type has null. */
  use(type: GraphQLInputType, draw: () => ConstValueNode): VariableNode {
    const known = this.byType.get(String(type)) ?? [];
    if (known.length > 0 && this.random.chance(REUSE)) return this.random.pick(known);
    const variable = this.define(type, draw);
    this.byType.set(String(type), [...known, variable]);
    return variable;
  }

  private define(type: GraphQLInputType, draw: () => ConstValueNode): VariableNode {
    const name = `v${this.definitions.length}`;
    const variable: VariableNode = { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } };
    const isRequired = isNonNullType(type);
    const defaultValue = this.random.chance(WITH_DEFAULT) ? draw() : undefined;
    const mayBeNullable = defaultValue !== undefined && defaultValue.kind !== Kind.NULL;
    const declared = isRequired && mayBeNullable && this.random.chance(0.5) ? type.ofType : type;
    this.definitions.push({ kind: Kind.VARIABLE_DEFINITION, variable, type: typeNode(declared), defaultValue });
    const mayBeLeftOut = defaultValue !== undefined || !isRequired;
    if (!mayBeLeftOut || !this.random.chance(LEFT_OUT)) this.given[name] = asJson(draw());
    return variable;
  }
}

/** A literal as the JSON a client sends. */
export function asJson(node: ValueNode): unknown {
  return JSON.parse(JSON.stringify(valueFromASTUntyped(node))) as unknown;
}

function typeNode(type: GraphQLInputType): TypeNode {
  return parseType(String(type));
}
