import DataLoader from 'dataloader';
import {
  GraphQLError,
  GraphQLObjectType,
  Kind,
  execute,
  getNamedType,
  isObjectType,
  parse,
  print,
  visit,
} from 'graphql';
import type {
  DocumentNode,
  FieldNode,
  GraphQLFieldResolver,
  GraphQLResolveInfo,
  GraphQLSchema,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';
import type { RunningSubgraph } from '../../../platform/subgraphs';
import type { AccessNote, SubgraphAnswer } from '../../../shared/subgraph';
import type { Viewer } from '../../../shared/viewer';
import { readOwnership } from './ownership';
import type { Ownership } from './ownership';
import type { Operation } from './operations';
import type { Outcome } from './outcome';

type Path = readonly (string | number)[];
type Bag = Record<string, unknown>;

/** What the graph has to answer. */
export interface Expected extends Outcome {
  /** The coordinates of the fields that had a value. */
  readonly answered: ReadonlySet<string>;
}

/** The merged schema, run by graphql-js. */
export interface Oracle {
  ask(viewer: Viewer, operation: Operation): Promise<Expected>;
}

/** The code of a null that stands where an entity is unknown to the subgraph of the field. */
export const NO_ENTITY = 'NO_ENTITY';

/**
 * Runs operations on the API schema with graphql-js, and resolves each field alone by asking the subgraph that owns it: a
 * root field with one query, a field of an entity by the entity's key and what it requires. There is no plan, no merging and no shaping of ours
 * in it; what stands between a field and the next entity (connections, value objects) comes with the field.
 */
export function createOracle(schema: GraphQLSchema, subgraphs: readonly RunningSubgraph[]): Oracle {
  const ownership = readOwnership(subgraphs.map(({ subgraph }) => subgraph));
  const byName = new Map(subgraphs.map(({ subgraph }) => [subgraph.name, subgraph]));
  return {
    async ask(viewer, operation) {
      const send: Send = async (name, query, variables) => {
        const subgraph = byName.get(name);
        if (!subgraph) throw new Error(`no subgraph ${name}`);
        return subgraph.execute({ query, variables: { ...operation.variables, ...variables } }, viewer);
      };
      const run = new Run(ownership, operation.document, send);
      const result = await execute({
        schema,
        document: operation.document,
        variableValues: operation.variables,
        contextValue: run,
        fieldResolver: resolveField,
      });
      await run.settle();
      const errors = (result.errors ?? []).map(({ path, extensions, message }) => ({
        path: path ?? [],
        code: String(extensions['code'] ?? message),
        coordinate: extensions['coordinate'] as string | undefined,
      }));
      return { data: result.data ?? null, errors, access: [...run.notes.values()], answered: run.answered };
    },
  };
}

type Send = (subgraph: string, query: string, variables: Bag) => Promise<SubgraphAnswer>;

const resolveField: GraphQLFieldResolver<unknown, Run> = (parent, _args, run, info) => run.resolve(parent, info);

/** One operation. */
class Run {
  readonly notes = new Map<string, AccessNote>();
  readonly answered = new Set<string>();
  private readonly loaders = new Map<string, DataLoader<string, Part>>();
  private readonly open: Promise<unknown>[] = [];

  constructor(
    private readonly ownership: Ownership,
    private readonly document: DocumentNode,
    private readonly send: Send,
  ) {}

  async resolve(parent: unknown, info: GraphQLResolveInfo): Promise<unknown> {
    const coordinate = `${info.parentType.name}.${info.fieldName}`;
    const value = await this.find(parent, coordinate, info);
    const note = this.notes.get(coordinate);
    // The subgraphs report a withheld field once for all rows it is withheld on.
    const isNull = value === null || value === undefined;
    if (isNull && (note?.grade === 'WITHHELD' || note?.grade === 'AGGREGATE')) {
      throw new GraphQLError('withheld', { extensions: { code: 'FORBIDDEN_FIELD', coordinate } });
    }
    if (!isNull && !(value instanceof Error)) this.answered.add(coordinate);
    return value;
  }

  /** Waits for what graphql-js no longer waits for, once a null has bubbled up past it: it brings notes and errors too. */
  async settle(): Promise<void> {
    while (this.open.length > 0) {
      await Promise.allSettled(this.open.splice(0));
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  private find(parent: unknown, coordinate: string, info: GraphQLResolveInfo): unknown {
    const { parentType, fieldName, operation, schema } = info;
    if (parentType === schema.getRootType(operation.operation)) return this.root(coordinate, info);
    const key = this.ownership.keyOf(parentType.name);
    if (key === undefined) return own(parent, String(info.path.key));
    if (fieldName === key) return own(parent, key);
    const known = [key, ...this.ownership.requiredBy(coordinate)].map((name) => [name, own(parent, name)]);
    return this.ofEntity(Object.fromEntries(known) as Bag, coordinate, info);
  }

  private async root(coordinate: string, info: GraphQLResolveInfo): Promise<unknown> {
    const fields = { kind: Kind.SELECTION_SET, selections: this.asked(info) } as const;
    const query = this.withVariables(`${info.operation.operation} `, '', print(fields));
    const answer = await this.ask(this.ownership.ownerOf(coordinate), query, {});
    return place({ value: own(answer.data, String(info.path.key)), errors: errorsBelow(answer, []) }, info);
  }

  /** @param known the key, and what the field requires */
  private async ofEntity(known: Bag, coordinate: string, info: GraphQLResolveInfo): Promise<unknown> {
    const fields = { kind: Kind.SELECTION_SET, selections: this.asked(info) } as const;
    const body = `{ _entities(representations: $_keys) { ... on ${info.parentType.name} ${print(fields)} } }`;
    const query = this.withVariables('query ', '$_keys: [_Any!]!', body);
    const loader = this.loaderOf(this.ownership.ownerOf(coordinate), query);
    const part = await loader.load(JSON.stringify({ __typename: info.parentType.name, ...known }));
    const response = String(info.path.key);
    if (part.value === null && part.errors.length === 0) {
      if (String(info.returnType).endsWith('!')) throw new GraphQLError(NO_ENTITY, { extensions: { code: NO_ENTITY } });
      return null;
    }
    return place({ value: own(part.value, response), errors: part.errors }, info);
  }

  private loaderOf(subgraph: string, query: string): DataLoader<string, Part> {
    const name = `${subgraph} ${query}`;
    const known = this.loaders.get(name);
    if (known) return known;
    const loader = new DataLoader<string, Part>(async (keys) => {
      const answer = await this.ask(subgraph, query, { _keys: keys.map((key) => JSON.parse(key) as unknown) });
      const entities = own(answer.data, '_entities') as unknown[] | undefined;
      return keys.map((_, index) => ({
        value: entities?.[index] ?? null,
        errors: errorsBelow(answer, ['_entities', index]),
      }));
    });
    this.loaders.set(name, loader);
    return loader;
  }

  private async ask(subgraph: string, query: string, variables: Bag): Promise<SubgraphAnswer> {
    const sent = this.send(subgraph, query, variables);
    this.open.push(sent);
    const answer = JSON.parse(JSON.stringify(await sent)) as SubgraphAnswer;
    for (const note of answer.extensions?.access ?? []) this.notes.set(note.coordinate, note);
    return answer;
  }

  /** The client's own field, cut off at the next entities. */
  private asked({ fieldNodes, returnType }: GraphQLResolveInfo): FieldNode[] {
    return fieldNodes.map((node) => ({
      ...node,
      directives: [],
      selectionSet: this.cut(node, getNamedType(returnType)),
    }));
  }

  private cut({ selectionSet }: FieldNode, type: unknown): SelectionSetNode | undefined {
    if (!selectionSet || !isObjectType(type)) return undefined;
    const key = this.ownership.keyOf(type.name);
    return key === undefined
      ? this.cutSet(selectionSet, type)
      : namesOnly([key, ...this.ownership.requiredOf(type.name)]);
  }

  private cutSet({ selections }: SelectionSetNode, type: GraphQLObjectType): SelectionSetNode {
    return {
      kind: Kind.SELECTION_SET,
      selections: selections.map((node): SelectionNode => {
        if (node.kind === Kind.FIELD) {
          const field = type.getFields()[node.name.value];
          return { ...node, selectionSet: this.cut(node, field && getNamedType(field.type)) };
        }
        const inner = node.kind === Kind.INLINE_FRAGMENT ? node.selectionSet : this.fragment(node.name.value);
        return { kind: Kind.INLINE_FRAGMENT, directives: node.directives, selectionSet: this.cutSet(inner, type) };
      }),
    };
  }

  private fragment(name: string): SelectionSetNode {
    for (const definition of this.document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name)
        return definition.selectionSet;
    }
    throw new Error(`no fragment ${name}`);
  }

  /** A document with those of the client's variables that it uses. */
  private withVariables(head: string, extra: string, body: string): string {
    const used = new Set<string>();
    visit(parse(body), { Variable: ({ name }) => void used.add(name.value) });
    const definitions = this.document.definitions.flatMap((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION ? (definition.variableDefinitions ?? []) : [],
    );
    const kept = definitions.filter(({ variable }) => used.has(variable.name.value)).map((each) => print(each));
    const all = [extra, ...kept].filter((text) => text !== '').join(', ');
    return `${head}${all === '' ? '' : `(${all})`}${body}`;
  }
}

/** A value of a reply with the errors below it. */
interface Part {
  readonly value: unknown;
  readonly errors: readonly { readonly path: Path; readonly extensions: Bag }[];
}

function namesOnly(names: readonly string[]): SelectionSetNode {
  const selections = ['__typename', ...names].map((value): FieldNode => ({
    kind: Kind.FIELD,
    name: { kind: Kind.NAME, value },
  }));
  return { kind: Kind.SELECTION_SET, selections };
}

/** Errors with paths relative to a place of the reply. Withheld fields are told from the access notes instead. */
function errorsBelow({ errors = [] }: SubgraphAnswer, start: Path): Part['errors'] {
  return errors.flatMap(({ path = [], extensions = {} }) => {
    if (extensions['code'] === 'FORBIDDEN_FIELD') return [];
    const isBelow = start.every((step, index) => path[index] === step);
    return isBelow ? [{ path: path.slice(start.length), extensions }] : [];
  });
}

/** The value with its errors where they happened, or where a null has bubbled up to. */
function place({ value, errors }: Part, info: GraphQLResolveInfo): unknown {
  const prefix = pathOf(info);
  const holder: { value: unknown } = { value: structuredClone(value) };
  for (const { path, extensions } of errors) {
    if (path.length > 0 && path[0] !== info.path.key) continue;
    const error = new GraphQLError('failed', { path: [...prefix, ...path.slice(1)], extensions });
    let [at, step]: [Bag, string | number] = [holder, 'value'];
    for (const next of path.slice(1)) {
      const inner: unknown = at[step];
      if (typeof inner !== 'object' || inner === null || inner instanceof Error) break;
      [at, step] = [inner as Bag, next];
    }
    at[step] = error;
  }
  return holder.value;
}

function pathOf({ path }: GraphQLResolveInfo): (string | number)[] {
  const steps: (string | number)[] = [];
  for (let step: GraphQLResolveInfo['path'] | undefined = path; step; step = step.prev) steps.unshift(step.key);
  return steps;
}

function own(parent: unknown, key: string): unknown {
  return typeof parent === 'object' && parent !== null && Object.hasOwn(parent, key) ? (parent as Bag)[key] : undefined;
}
