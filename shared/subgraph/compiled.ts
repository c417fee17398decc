import { execute, getVariableValues } from 'graphql';
import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import type { CompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';
import type { SubgraphContext } from './context';
import { withoutGuards } from './guard';
import type { FieldGuards } from './guard';
import { selectedOf, toCompilable, withLiterals } from './operation';
import type { CompilableOperation, Values } from './operation';

/** A validated document and what is known about running it; made by a runner for itself. */
export interface KnownDocument {
  readonly id: number;
  readonly document: DocumentNode;
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
  /** Told of each compilation, for tests and benches. */
  readonly onCompiled?: (document: DocumentNode) => void;
}

/**
 * Compiling takes milliseconds, as long as some ten runs by graphql-js: worth it for what the gateway's plans ask again and
 * again, not for what is asked once or twice. See bench/subgraph.mjs.
 */
const COMPILE_AT = 3;

/** Code takes some ten times the memory of its document. */
const MOST_COMPILED = 1_000;

/** What is known of a document in one form: for one set of conditions and of fields that are given in full. */
interface Form {
  asked: number;
  /** undefined: not compiled yet; null: graphql-jit refused it. */
  query?: CompiledQuery['query'] | null;
}

/** Runs documents: by graphql-js at first, compiled once they come again. */
export class DocumentRunner {
  private readonly forms = new LRUCache<string, Form>({ max: MOST_COMPILED });
  private count = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly guards: FieldGuards,
    private readonly options: CompilationOptions = {},
  ) {}

  /** Takes in a document that is validated. */
  know(document: DocumentNode): KnownDocument {
    this.count += 1;
    return { id: this.count, document };
  }

  /** Runs a document by graphql-js. */
  interpret({ document }: KnownDocument, { variables, operationName, context }: Run) {
    const { schema } = this;
    return execute({ schema, document, contextValue: context, variableValues: variables, operationName });
  }

  /**
   * Runs a document compiled, if it is; else by graphql-js. undefined: compiled code has run, but of several errors one took its
   * parent along, and graphql-js alone knows which of them to tell.
   */
  async run(known: KnownDocument, run: Run): Promise<ExecutionResult | undefined> {
    known.operation ??= toCompilable(this.schema, this.guards, known.document);
    const { operation } = known;
    if (!operation || (run.operationName ?? operation.name) !== operation.name) return this.interpret(known, run);
    const { coerced, errors } = getVariableValues(this.schema, operation.definitions, run.variables ?? {}, {
      maxErrors: 50,
    });
    if (!coerced) return { errors };
    const query = this.queryFor(known, operation, coerced, run);
    const values = query && withLiterals(operation.literals, coerced);
    if (!query || !values) return this.interpret(known, run);
    const result = await query(undefined, run.context, values);
    return isTangled(result, run.context) ? undefined : result;
  }

  private queryFor(
    { id }: KnownDocument,
    operation: CompilableOperation,
    values: Values,
    { context }: Run,
  ): CompiledQuery['query'] | null | undefined {
    const conditions = operation.conditions.map((name) => values[name]);
    // A condition that is null is an error, which graphql-js tells.
    if (conditions.some((value) => typeof value !== 'boolean')) return undefined;
    const open = operation.guards.filter(({ type, group }) => context.grade(type, group) === 'FULL');
    const grades = operation.guards.map((guard) => (open.includes(guard) ? '1' : '0')).join('');
    const key = `${id} ${conditions.join()} ${grades}`;
    const form = this.forms.get(key) ?? { asked: 0 };
    form.asked += 1;
    this.forms.set(key, form);
    if (form.query === undefined && form.asked >= (this.options.compileAt ?? COMPILE_AT)) {
      const document = selectedOf(operation.document, values);
      form.query = withoutGuards(open, () => this.compile(document));
    }
    return form.query;
  }

  private compile(document: DocumentNode): CompiledQuery['query'] | null {
    const compiled = compileQuery(this.schema, document);
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
