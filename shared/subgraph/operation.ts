import {
  Kind,
  TypeInfo,
  getDirectiveValues,
  getNamedType,
  isAbstractType,
  isScalarType,
  specifiedDirectives,
  valueFromAST,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type {
  ArgumentNode,
  DirectiveNode,
  DocumentNode,
  FieldNode,
  GraphQLInputType,
  GraphQLSchema,
  OperationDefinitionNode,
  ValueNode,
  VariableDefinitionNode,
} from 'graphql';
import type { FieldGuard, FieldGuards } from './guard';

/** Coerced variables. */
export type Values = Readonly<Record<string, unknown>>;

/** The query of a validated document in a form in which compiled code answers exactly what graphql-js answers. */
export interface CompilableOperation {
  readonly name: string | undefined;
  /** The document with every argument a variable. */
  readonly document: DocumentNode;
  /** The variables as the document defines them. */
  readonly definitions: readonly VariableDefinitionNode[];
  /** Arguments that are written out in the document. */
  readonly literals: readonly Literal[];
  /** Variables that decide whether a selection is there. */
  readonly conditions: readonly string[];
  readonly guards: readonly FieldGuard[];
}

interface Literal {
  readonly variable: string;
  readonly value: ValueNode;
  readonly type: GraphQLInputType;
}

/** The scalar of @apollo/subgraph that takes a value as it is. */
const ANY = '_Any';

/**
 * Prepares a query for compilation; null for what graphql-jit would answer otherwise than graphql-js: mutations,
 * several operations, questions about the schema, names that objects inherit, names from which it would make one name for two things.
 *
 * Arguments become variables because graphql-jit writes literals into the code it makes: what a client types would be
 * compiled, and a certain string would be run. Variables lose their types because they are coerced before, by graphql-js.
 */
export function toCompilable(
  schema: GraphQLSchema,
  guards: FieldGuards,
  document: DocumentNode,
): CompilableOperation | null {
  const operation = onlyQuery(document);
  if (!operation || !isScalarType(schema.getType(ANY))) return null;
  const definitions = operation.variableDefinitions ?? [];
  if (definitions.some(({ variable }) => isInherited(variable.name.value))) return null;
  const draft = new Draft(schema, guards);
  const rewritten = draft.rewrite(document);
  if (!draft.isCompilable) return null;
  const variables = [
    ...definitions.map(({ variable }) => variable.name.value),
    ...draft.literals.map(({ variable }) => variable),
  ];
  return {
    name: operation.name?.value,
    document: withVariables(rewritten, variables),
    definitions,
    literals: draft.literals,
    conditions: [...draft.conditions],
    guards: [...draft.guards],
  };
}

/** The document as it is for these variables: without the selections they leave out. */
export function selectedOf(document: DocumentNode, values: Values): DocumentNode {
  const enter = (node: { readonly directives?: readonly DirectiveNode[] }) => {
    if (!node.directives || node.directives.length === 0) return undefined;
    return isSelected(node, values)
      ? { ...node, directives: node.directives.filter((each) => !isCondition(each)) }
      : null;
  };
  return visit(document, { Field: enter, FragmentSpread: enter, InlineFragment: enter });
}

/** The variables with the written-out arguments; undefined when one of those comes to nothing with these variables. */
export function withLiterals(literals: readonly Literal[], values: Values): Values | undefined {
  const all: Record<string, unknown> = { ...values };
  for (const { variable, value, type } of literals) {
    const coerced = valueFromAST(value, type, values);
    if (coerced === undefined) return undefined;
    all[variable] = coerced;
  }
  return all;
}

class Draft {
  readonly literals: Literal[] = [];
  readonly conditions = new Set<string>();
  readonly guards = new Set<FieldGuard>();
  isCompilable = true;
  /** Coordinates by the name graphql-jit gives their resolver. */
  private readonly resolvers = new Map<string, string>();
  private readonly info: TypeInfo;

  constructor(
    schema: GraphQLSchema,
    private readonly known: FieldGuards,
  ) {
    this.info = new TypeInfo(schema);
  }

  rewrite(document: DocumentNode): DocumentNode {
    return visit(
      document,
      visitWithTypeInfo(this.info, {
        Field: (field) => this.meetField(field),
        Directive: (directive) => this.meetDirective(directive),
        Argument: (argument) => this.meetArgument(argument),
      }),
    );
  }

  private meetField({ name, alias }: FieldNode): void {
    const key = alias?.value ?? name.value;
    if (isInherited(key)) this.isCompilable = false;
    if (name.value === '__typename') return;
    const [parent, field] = [this.info.getParentType(), this.info.getFieldDef()];
    if (!parent || !field || isAbstractType(parent) || ('isTypeOf' in parent && parent.isTypeOf)) {
      this.isCompilable = false;
      return;
    }
    const coordinate = `${parent.name}.${field.name}`;
    const resolver = `${parent.name}${field.name}`;
    const isDistinct = (this.resolvers.get(resolver) ?? coordinate) === coordinate;
    this.resolvers.set(resolver, coordinate);
    const type = getNamedType(field.type);
    const isPlain = !isAbstractType(type) || name.value === '_entities';
    if (!isPlain || !isDistinct || !isDistinctKey(key, name.value)) this.isCompilable = false;
    const guard = this.known.get(coordinate);
    if (guard) this.guards.add(guard);
  }

  /** A directive's arguments are no arguments of the field; conditions are decided before compilation. */
  private meetDirective(directive: DirectiveNode): false {
    if (!isCondition(directive)) this.isCompilable = false;
    for (const { value } of directive.arguments ?? []) {
      if (value.kind === Kind.VARIABLE) this.conditions.add(value.name.value);
    }
    return false;
  }

  private meetArgument(argument: ArgumentNode): ArgumentNode | false {
    if (argument.value.kind === Kind.VARIABLE) return false;
    const type = this.info.getArgument()?.type;
    // `$` is no letter of a GraphQL name: the document has no such variable.
    const variable = `$${this.literals.length}`;
    if (type) this.literals.push({ variable, value: argument.value, type });
    else this.isCompilable = false;
    return { ...argument, value: variableNode(variable) };
  }
}

/**
 * graphql-jit names what it tells a resolver by the keys of its path, joined with `_`: it stays one name for one path as
 * long as no key has a `_`, but for the lists of entities, which are at the root.
 */
function isDistinctKey(key: string, field: string): boolean {
  return field === '_entities' ? /^_entities\d*$/.test(key) : !key.includes('_');
}

/** The gateway sends one operation a document. */
function onlyQuery({ definitions }: DocumentNode): OperationDefinitionNode | undefined {
  const [found, ...others] = definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  return found?.operation === 'query' && others.length === 0 ? found : undefined;
}

function withVariables(document: DocumentNode, names: readonly string[]): DocumentNode {
  const type = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: ANY } } as const;
  const variableDefinitions = names.map((name): VariableDefinitionNode => ({
    kind: Kind.VARIABLE_DEFINITION,
    variable: variableNode(name),
    type,
  }));
  return {
    ...document,
    definitions: document.definitions.map((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION ? { ...definition, variableDefinitions } : definition,
    ),
  };
}

function variableNode(name: string) {
  return { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } } as const;
}

const CONDITIONS = specifiedDirectives.filter(({ name }) => name === 'skip' || name === 'include');

function isCondition({ name }: DirectiveNode): boolean {
  return CONDITIONS.some((directive) => directive.name === name.value);
}

function isSelected(node: { readonly directives?: readonly DirectiveNode[] }, values: Values): boolean {
  return CONDITIONS.every((directive) => {
    const given = getDirectiveValues(directive, node, values);
    return given === undefined || given['if'] === (directive.name === 'include');
  });
}

/** Whether every object has something under this name. */
function isInherited(name: string): boolean {
  return name in Object.prototype;
}
