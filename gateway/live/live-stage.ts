import type { IncomingMessage } from 'node:http';
import type { GraphQLFormattedError } from 'graphql';
import { CodedError, findCodedError, isErrorCode } from '../../shared/errors';
import type { ErrorDetails } from '../../shared/errors';
import type { Exchange, Reply, Stage } from '../http/exchange';
import { refuse, statusOfRefusal } from '../http/reply';
import { EVENT_STREAM, STREAM_HEADERS } from './event-stream';
import type { Live } from './live';
import { errorOf } from './look';

/** Serves a subscription as server-sent events: its query, asked again whenever there is word. */
export function liveStage(live: Live): Stage {
  return {
    name: 'live',
    why: 'A subscription has passed everything a query has to; what comes after would answer it once.',
    async run(exchange: Exchange): Promise<Reply | undefined> {
      const { question, request, isSubscription } = exchange;
      if (!isSubscription || question?.text === undefined) return undefined;
      return refuseTransport(live, request) ?? (await serve(live, exchange, { ...question, text: question.text }));
    },
  };
}

function refuseTransport({ isOpen }: Live, { method, headers: { accept = '' } }: IncomingMessage): Reply | undefined {
  if (!isOpen)
    return refuseErrors([
      errorOf(new CodedError('GRAPHQL_VALIDATION_FAILED', { reason: 'there are no subscriptions' })),
    ]);
  if (method !== 'POST') {
    const reason = 'a subscription is asked by POST';
    return refuse(405, new CodedError('BAD_REQUEST', { reason }), { allow: 'POST' });
  }
  // Not by a wildcard: a client that does not say so cannot read a stream.
  if (accept.split(',').some((range) => range.split(';')[0]?.trim().toLowerCase() === EVENT_STREAM)) return undefined;
  return refuse(406, new CodedError('BAD_REQUEST', { reason: `a subscription is served as ${EVENT_STREAM} only` }));
}

async function serve(
  live: Live,
  { request, viewer, correlationId, cancellation, expires }: Exchange,
  { text, operationName, variables }: NonNullable<Exchange['question']> & { readonly text: string },
): Promise<Reply> {
  const last = request.headers['last-event-id'];
  const resumeAfter = typeof last === 'string' && last !== '' ? last : undefined;
  const question = { text, operationName, variables, viewer, correlationId, resumeAfter, cancellation };
  try {
    const board = await live.begin(question, expires);
    if ('errors' in board) return refuseErrors(board.errors);
    return {
      status: 200,
      headers: STREAM_HEADERS,
      body: '',
      takeOver: (response) => void board.serve(live.streamTo(response)),
    };
  } catch (error) {
    const coded = findCodedError(error);
    if (!coded) throw error;
    return refuseErrors([errorOf(coded)]);
  }
}

/** Nothing was opened: an answer with the errors a query would have, and no stream. */
function refuseErrors(errors: readonly GraphQLFormattedError[]): Reply {
  const { code, ...details } = errors[0]?.extensions ?? {};
  const known = isErrorCode(code) ? code : 'INTERNAL_SERVER_ERROR';
  const { status = 400, headers } = statusOfRefusal({ code: known, details: details as ErrorDetails });
  const type = { 'content-type': 'application/json; charset=utf-8' };
  return { status, headers: new Map(Object.entries({ ...type, ...headers })), body: JSON.stringify({ errors }) };
}
