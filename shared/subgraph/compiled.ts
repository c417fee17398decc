import { execute, getVariableValues } from 'graphql';
import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';
import type { CompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';
import type { SubgraphContext } from './context';
import { withoutGuards } from './guard';
import type { FieldGuard, FieldGuards } from './guard';
import { selectedOf, toCompilable, withLiterals } from './operation';
import type { CompilableOperation, Values } from './operation';

/** A validated document and what is known about running it; made by a runner for itself. */
export interface KnownDocument {
  readonly id: number;
  readonly document: DocumentNode;
  isAskedAgain: boolean;
  /** undefined: not looked at yet; null: graphql-js runs it always. */
  operation?: CompilableOperation | null;
}

/** One run of a document. */
export interface Run {
  readonly variables?: Values;
  readonly operationName?: string;
  readonly context: SubgraphContext;
}

/** How a subgraph compiles what it is asked. */
export interface CompilationOptions {
  /** How often the same is asked before it is compiled; Infinity: never. */
  readonly compileAt?: number;
  /** How many stay compiled. */
  readonly mostCompiled?: number;
  /** Told of each compilation, for tests and benches. */
  readonly onCompiled?: (document: DocumentNode) => void;
}

/**
 * Compiling takes a millisecond: what some twenty fetches of one row save, or one of two hundred rows. That is for what the
 * gateway's plans ask again and again, not for what is asked once or twice. See bench/subgraph.mjs.
 */
const COMPILE_AT = 3;

/** Some fifty kilobytes each. */
const MOST_COMPILED = 500;

/** Forms of documents that are counted until they are compiled. */
const MOST_COUNTED = 2_000;

/** null: graphql-jit refused it. */
type Query = CompiledQuery['query'] | null;

/** Runs documents: by graphql-js at first, compiled once they come again. */
export class DocumentRunner {
  /**
   * By document and form: one for each set of conditions and of fields that are given in full. What was dropped is counted
   * anew: more forms than there is room for must not be compiled on every turn.
   */
  private readonly queries: LRUCache<string, { readonly query: Query }>;
  private readonly asked = new LRUCache<string, number>({ max: MOST_COUNTED });
  private readonly compileAt: number;
  private count = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly guards: FieldGuards,
    private readonly options: CompilationOptions = {},
  ) {
    this.compileAt = options.compileAt ?? COMPILE_AT;
    const dispose = (_: unknown, key: string) => this.asked.delete(key);
    this.queries = new LRUCache<string, { readonly query: Query }>({
      max: options.mostCompiled ?? MOST_COMPILED,
      dispose,
    });
  }

  /** Takes in a document that is validated. */
  know(document: DocumentNode): KnownDocument {
    this.count += 1;
    return { id: this.count, document, isAskedAgain: false };
  }

  /** Runs a document by graphql-js. */
  interpret({ document }: KnownDocument, { variables, operationName, context }: Run) {
    const { schema } = this;
    return execute({ schema, document, contextValue: context, variableValues: variables, operationName });
  }

  /**
   * Runs a document compiled, if it is; else by graphql-js. undefined: compiled code has run, but of several errors one took
   * its parent along, and graphql-js alone knows which of them to tell.
   */
  async run(known: KnownDocument, run: Run): Promise<ExecutionResult | undefined> {
    const operation = this.operationOf(known);
    if (!operation || (run.operationName ?? operation.name) !== operation.name) return this.interpret(known, run);
    const { coerced, errors } = getVariableValues(this.schema, operation.definitions, run.variables ?? {}, {
      maxErrors: 50,
    });
    if (!coerced) return { errors };
    const query = await this.queryFor(known, operation, coerced, run.context);
    const values = query && withLiterals(operation.literals, coerced);
    if (!query || !values) return this.interpret(known, run);
    const result = await query(undefined, run.context, values);
    return isTangled(result, run.context) ? undefined : result;
  }

  /** What is asked for the first time is not even looked at: much is asked once. */
  private operationOf(known: KnownDocument): CompilableOperation | null {
    const isDue = known.isAskedAgain ? this.compileAt < Infinity : this.compileAt <= 1;
    known.isAskedAgain = true;
    if (known.operation === undefined && isDue) {
      known.operation = toCompilable(this.schema, this.guards, known.document);
    }
    return known.operation ?? null;
  }

  private async queryFor(
    { id }: KnownDocument,
    operation: CompilableOperation,
    values: Values,
    context: SubgraphContext,
  ): Promise<Query> {
    const conditions = operation.conditions.map((name) => values[name]);
    // A condition that is null is an error, which graphql-js tells.
    if (conditions.some((value) => typeof value !== 'boolean')) return null;
    const isOpen = operation.guards.map(
      ({ type, group, dependsOnRow }) => !dependsOnRow && context.grade(type, group) === 'FULL',
    );
    const key = `${id} ${conditions.join()} ${isOpen.map(Number).join('')}`;
    const known = this.queries.get(key);
    if (known) return known.query;
    const asked = (this.asked.get(key) ?? 0) + 1;
    this.asked.set(key, asked);
    // The first ask of a document was not counted.
    if (asked < this.compileAt - 1) return null;
    const document = selectedOf(operation.document, values);
    const query = await this.compile(
      document,
      operation.guards.filter((_, index) => isOpen[index]),
    );
    this.queries.set(key, { query });
    return query;
  }

  /** Fields whose guards are open stand without them: graphql-jit takes resolvers while it compiles, and then no more. */
  private async compile(document: DocumentNode, open: readonly FieldGuard[]): Promise<Query> {
    // Loading it takes a tenth of a second, which a start has better use for.
    const { compileQuery, isCompiledQuery } = await import('graphql-jit');
    const compiled = withoutGuards(open, () => compileQuery(this.schema, document));
    this.options.onCompiled?.(document);
    return isCompiledQuery(compiled) ? compiled.query : null;
  }
}

/**
 * Whether graphql-js would tell other errors, or in another order. It does not tell what fails, and not what is withheld,
 * below a parent that is lost already; compiled code goes on to the end.
 */
function isTangled({ data, errors = [] }: ExecutionResult, { report }: SubgraphContext): boolean {
  const lost = errors.map(({ path = [] }) => lostParent(data, path)).filter((parent) => parent !== undefined);
  if (lost.length === 0) return false;
  const isMixed = errors.length > lost.length || new Set(lost).size < lost.length;
  // Of several errors that leave no data one alone is told; of root fields both tell the first.
  if (data === null) return isMixed || errors.some(({ path = [] }) => path.length > 1);
  return isMixed || report.notes.length > 0;
}

/** The nearest to the root of a path's parents that is null, as a text; undefined where none is. */
function lostParent(data: unknown, path: readonly (string | number)[]): string | undefined {
  let parent = data;
  for (const [index, key] of path.entries()) {
    if (typeof parent !== 'object' || parent === null) return path.slice(0, index).join();
    parent = (parent as Record<string | number, unknown>)[key];
  }
  return undefined;
}
