import { createHash, randomUUID } from 'node:crypto';
import { buildSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLResolverMap } from '@apollo/subgraph/dist/schema-helper';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { parse, specifiedDirectives, validate } from 'graphql';
import type { ExecutionResult, GraphQLResolveInfo, GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { buildSchemaSync, createResolversMap } from 'type-graphql';
import type { NonEmptyArray } from 'type-graphql';
import { accessFindings } from '../access';
import { isReading } from '../database';
import type { LedgerRecord } from '../database';
import { CodedError, asReason } from '../errors';
import type { CallOrigin, Viewer } from '../viewer';
import { SCHEMA_HEAD } from './access-directive';
import { codedOnly, toAnswer } from './answer';
import type { FaultListener, SubgraphAnswer } from './answer';
import { DocumentRunner } from './compiled';
import type { CompilationOptions, KnownDocument } from './compiled';
import { SubgraphContext } from './context';
import type { SubgraphTools } from './context';
import { guardSchema } from './guard';
import { NO_PUB_SUB } from './no-pub-sub';
import { makeResultsPlain } from './plain-results';
import { ReadLog, recordOf } from './read-log';

/** How an entity of this subgraph is found from the key another subgraph holds; batched by the context's loaders. */
export type ReferenceResolver = (
  reference: Readonly<Record<string, unknown>>,
  context: SubgraphContext,
  info: GraphQLResolveInfo,
) => unknown;

/** The graph of a subgraph: classes that describe it, without anything that runs. */
export interface SubgraphGraph {
  readonly name: string;
  readonly resolvers: NonEmptyArray<new () => object>;
  /** Types no resolver names: entities that are only extended. */
  readonly orphanedTypes?: readonly (new () => object)[];
  readonly references?: Readonly<Record<string, ReferenceResolver>>;
}

export interface SubgraphRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
  /** The client's question this is part of; for the ledger. */
  readonly origin?: CallOrigin;
}

/** A subgraph that runs: its SDL and one function that answers for a verified viewer. */
export interface Subgraph {
  readonly name: string;
  readonly sdl: string;
  execute(request: SubgraphRequest, viewer: Viewer): Promise<SubgraphAnswer>;
}

/** Documents the gateway sends are few and repeat; clients cannot reach this cache with texts of their own. */
const DOCUMENT_CACHE = 2_000;

/** The SDL of a subgraph, as it is committed and composed. */
export function printSubgraph(graph: SubgraphGraph): string {
  return sdlOf(typeGraphqlSchema(graph));
}

/**
 * Builds a subgraph.
 * @throws CodedError COMPOSITION_FAILED when a field has no group, or one that does not fit its type
 */
export function createSubgraph(
  graph: SubgraphGraph,
  tools: SubgraphTools,
  onFault: FaultListener,
  compilation?: CompilationOptions,
): Subgraph {
  const described = typeGraphqlSchema(graph);
  const sdl = sdlOf(described);
  const typeDefs = parse(sdl);
  const [finding] = accessFindings(typeDefs);
  if (finding) throw new CodedError('COMPOSITION_FAILED', { reason: `${graph.name}: ${finding}` });
  const schema = buildSubgraphSchema([{ typeDefs, resolvers: resolversOf(graph, described) }]);
  makeResultsPlain(schema);
  const guards = guardSchema(schema, tools.subjects);
  const groups = new Map([...guards].map(([coordinate, { group }]) => [coordinate, group]));
  const runner = new DocumentRunner(schema, guards, compilation);
  const documents = new LRUCache<string, KnownDocument | CodedError>({ max: DOCUMENT_CACHE });

  /** A context of its own for each attempt: its transaction ends and its loaders are forgotten with it. */
  const attempt = async <Result>(viewer: Viewer, work: (context: SubgraphContext) => Promise<Result>) => {
    const context = new SubgraphContext(viewer, tools, groups);
    try {
      return await work(context);
    } finally {
      await context.session.close();
    }
  };

  return {
    name: graph.name,
    sdl,
    async execute(request, viewer) {
      const known = documents.get(request.query) ?? readDocument(schema, runner, request.query);
      documents.set(request.query, known);
      if (known instanceof CodedError) return { errors: [codedOnly(known, onFault)] };
      const settle = async (context: SubgraphContext, result: ExecutionResult): Promise<Settled> => {
        const answer = toAnswer(result, context, onFault);
        return { context, answer, breakGlassId: await breakGlassOf(context) };
      };
      const settled =
        (await attempt(viewer, async (context) => {
          const result = await runner.run(known, { ...request, context });
          return result && settle(context, result);
        })) ??
        (await attempt(viewer, async (context) =>
          settle(context, await runner.interpret(known, { ...request, context })),
        ));
      return ledgered(settled.answer, recordFetch(request, settled), tools, onFault);
    },
  };
}

/** A fetch that was answered. */
interface Settled {
  readonly context: SubgraphContext;
  readonly answer: SubgraphAnswer;
  readonly breakGlassId: string | null;
}

/** @throws Error for a schema that opens rows in an emergency and cannot say by what */
function breakGlassOf(context: SubgraphContext): Promise<string | null> | null {
  if (context.reads.opened.size === 0) return null;
  if (!context.tools.findBreakGlass) throw new Error('rows were opened by no emergency access known here');
  return context.tools.findBreakGlass(context);
}

/** What the ledger is to know of a fetch. Where there is no data nothing was given. */
function recordFetch(
  { query, operationName, origin }: SubgraphRequest,
  { context: { viewer, reads, report, tools }, answer: { data, errors = [] }, breakGlassId }: Settled,
): LedgerRecord | undefined {
  const isNothing = data === null || data === undefined;
  const trace = {
    viewer,
    requestId: origin?.requestId,
    operationName: origin ? origin.operationName : operationName,
    operationHash: origin?.documentHash ?? hashDocument(query),
    consentId: origin?.consentId ?? null,
    reads: isNothing ? new ReadLog() : reads,
    breakGlassId: isNothing ? null : breakGlassId,
    notes: isNothing ? [] : report.notes,
    codes: errors.map(({ extensions }) => extensions?.['code']),
  };
  return recordOf(trace, tools.hashSubject);
}

/** Lets an answer leave once the ledger holds what it gives; without its entry nothing of it leaves. */
async function ledgered(
  answer: SubgraphAnswer,
  record: LedgerRecord | undefined,
  { ledger }: SubgraphTools,
  onFault: FaultListener,
): Promise<SubgraphAnswer> {
  if (!record) return answer;
  try {
    await ledger.write(record);
    return answer;
  } catch (error) {
    onFault({ correlationId: record.requestId ?? randomUUID(), error });
    // What was only refused has given nothing away.
    if (!isReading(record)) return answer;
    return { data: null, errors: [codedOnly(new CodedError('LEDGER_UNAVAILABLE'), onFault)] };
  }
}

const hashes = new LRUCache<string, string>({ max: DOCUMENT_CACHE });

function hashDocument(text: string): string {
  let hash = hashes.get(text);
  if (hash === undefined) {
    hash = createHash('sha256').update(text).digest('base64url');
    hashes.set(text, hash);
  }
  return hash;
}

function readDocument(schema: GraphQLSchema, runner: DocumentRunner, query: string): KnownDocument | CodedError {
  try {
    // What went wrong is told by the path of a field; places in our own machine-made texts would help nobody.
    const document = parse(query, { noLocation: true });
    const [problem] = validate(schema, document);
    return problem
      ? new CodedError('GRAPHQL_VALIDATION_FAILED', { reason: asReason(problem.message) })
      : runner.know(document);
  } catch (error) {
    return new CodedError('GRAPHQL_PARSE_FAILED', { reason: error instanceof Error ? error.message : 'unreadable' });
  }
}

function typeGraphqlSchema(graph: SubgraphGraph): GraphQLSchema {
  return buildSchemaSync({
    resolvers: graph.resolvers,
    orphanedTypes: [...(graph.orphanedTypes ?? [])],
    validate: false,
    // The federation directives are known only once the SDL has its @link.
    skipCheck: true,
    directives: [...specifiedDirectives],
    pubSub: NO_PUB_SUB,
  });
}

function sdlOf(schema: GraphQLSchema): string {
  const body = printSchemaWithDirectives(schema).replace(/^schema\s*\{[^}]*\}\s*/m, '');
  return `${SCHEMA_HEAD}\n${body.trim()}\n`;
}

function resolversOf(graph: SubgraphGraph, described: GraphQLSchema): GraphQLResolverMap<unknown> {
  const resolvers: Record<string, object> = createResolversMap(described);
  for (const [type, resolve] of Object.entries(graph.references ?? {})) {
    resolvers[type] = { ...resolvers[type], __resolveReference: resolve };
  }
  return resolvers as GraphQLResolverMap<unknown>;
}
