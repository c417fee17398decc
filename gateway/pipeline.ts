import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApolloServer } from '@apollo/server';
import { CodedError } from '../shared/errors';
import { PUBLIC_VIEWER } from '../shared/viewer';
import type { GatewayRefusal, RefusalLog } from './access/refusal-log';
import { bodyStage } from './admission/body';
import { contentTypeStage } from './admission/content-type';
import { documentStage } from './admission/document-stage';
import type { DocumentRules } from './admission/document-stage';
import { originStage } from './admission/origin';
import { questionStage } from './admission/question';
import type { TokenVerifier } from './admission/token';
import { viewerStage } from './admission/viewer';
import type { GatewayContext } from './context';
import type { GatewayLog } from './errors';
import { Cancellation } from './execution/cancellation';
import type { ExecutorHolder } from './execution/holder';
import { compiledStage, createNegotiated } from './http/compiled-stage';
import type { Exchange, Reply, Stage } from './http/exchange';
import { graphqlStage } from './http/graphql-stage';
import { refuse } from './http/reply';
import { createLive } from './live/live';
import type { Live } from './live/live';
import { liveStage } from './live/live-stage';

export interface PipelineOptions {
  readonly server: ApolloServer<GatewayContext>;
  /** What the server executes with. */
  readonly holder: ExecutorHolder;
  readonly tokens: TokenVerifier;
  readonly corsOrigins: readonly string[];
  /** Which documents may run. */
  readonly documents: DocumentRules;
  readonly log: GatewayLog;
  /** The live boards of this process; boards that look at their rounds if left out. */
  readonly live?: Live;
  /** Where documents that may not run are recorded. */
  readonly refusals?: RefusalLog;
}

/** Answers one HTTP request to the graph. */
export type GraphHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * The request pipeline, in order. Reading this list is reading the gateway: each stage is one file and says in `why` what
 * puts it in its place.
 */
export function stages(options: PipelineOptions): readonly Stage[] {
  const { corsOrigins, tokens, documents, holder, server, log, live = createLive({ holder, log }) } = options;
  const negotiated = createNegotiated();
  return [
    originStage(corsOrigins),
    contentTypeStage(),
    viewerStage(tokens),
    bodyStage(),
    questionStage(),
    documentStage(documents),
    liveStage(live),
    compiledStage(holder, negotiated),
    graphqlStage(server, negotiated),
  ];
}

/** Runs the stages until one replies. */
export function createGraphHandler(options: PipelineOptions): GraphHandler {
  const pipeline = stages(options);
  return async (request, response) => {
    const cancellation = new Cancellation();
    response.once('close', () => {
      if (!response.writableFinished) cancellation.cancel();
    });
    const exchange: Exchange = {
      request,
      cancellation,
      correlationId: randomUUID(),
      replyHeaders: new Map(),
      viewer: PUBLIC_VIEWER,
      expires: undefined,
      isSubscription: false,
      client: undefined,
      body: undefined,
      question: undefined,
    };
    send(response, exchange, await run(pipeline, exchange, options));
  };
}

function refusalOf({ correlationId, viewer, question }: Exchange, { code }: CodedError): GatewayRefusal {
  const { text = '', operationName } = question ?? {};
  return { requestId: correlationId, viewer, document: text, operationName, coordinates: [], code };
}

async function run(pipeline: readonly Stage[], exchange: Exchange, options: PipelineOptions): Promise<Reply> {
  try {
    for (const stage of pipeline) {
      const given = stage.run(exchange);
      const reply = given instanceof Promise ? await given : given;
      if (!reply) continue;
      if (exchange.refused) await options.refusals?.record(refusalOf(exchange, exchange.refused));
      return reply;
    }
    throw new Error('no stage replied');
  } catch (error) {
    const { correlationId } = exchange;
    options.log({ correlationId, error });
    return refuse(500, new CodedError('INTERNAL_SERVER_ERROR', { correlationId }));
  }
}

function send(response: ServerResponse, exchange: Exchange, reply: Reply): void {
  for (const [name, value] of exchange.replyHeaders) response.setHeader(name, value);
  for (const [name, value] of reply.headers) response.setHeader(name, value);
  const { body, encoding = 'utf8', takeOver } = reply;
  if (body !== '') response.setHeader('content-length', encoding === 'latin1' ? body.length : Buffer.byteLength(body));
  response.setHeader('x-correlation-id', exchange.correlationId);
  response.setHeader('cache-control', 'no-store');
  response.setHeader('x-content-type-options', 'nosniff');
  response.writeHead(reply.status);
  if (takeOver) takeOver(response);
  else response.end(body, encoding);
}
