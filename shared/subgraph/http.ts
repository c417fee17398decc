import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { KeyRing } from '../config';
import { CodedError, findCodedError } from '../errors';
import { ENVELOPE_HEADER, createEnvelopeReader } from '../viewer';
import { codedOnly } from './answer';
import type { FaultListener } from './answer';
import type { Subgraph } from './create-subgraph';

/** Planned fetches with a thousand representations stay below this many bytes. */
const MAX_BODY = 4 * 1024 * 1024;

const requestSchema = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

/**
 * Serves a subgraph over HTTP to the gateway and nobody else: without an envelope signed for this subgraph and exactly this
 * question, and never used before, every request, `_service` and `_entities` included, is answered 401.
 */
export function createSubgraphHandler(
  subgraph: Pick<Subgraph, 'name' | 'execute'>,
  keys: KeyRing,
  onFault: FaultListener,
) {
  const openEnvelope = createEnvelopeReader(keys);
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      const body = await readBody(request);
      const parsed = requestSchema.safeParse(JSON.parse(body));
      // An envelope is bound to a readable question; an unreadable one is refused like a missing envelope.
      if (!parsed.success) throw new CodedError('ENVELOPE_INVALID');
      const { query, variables, operationName } = parsed.data;
      const envelope = request.headers[ENVELOPE_HEADER];
      const subject = { audience: subgraph.name, body };
      const { viewer, origin } = openEnvelope(Array.isArray(envelope) ? undefined : envelope, subject);
      const question = {
        query,
        variables: variables ?? undefined,
        operationName: operationName ?? undefined,
        origin,
      };
      reply(response, 200, await subgraph.execute(question, viewer));
    } catch (error) {
      const refused = error instanceof SyntaxError ? new CodedError('ENVELOPE_INVALID') : error;
      const coded =
        findCodedError(refused) ?? new CodedError('INTERNAL_SERVER_ERROR', {}, { originalError: asError(error) });
      reply(response, coded.code === 'ENVELOPE_INVALID' ? 401 : 500, { errors: [codedOnly(coded, onFault)] });
    }
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY) throw new CodedError('BODY_TOO_LARGE', { max: MAX_BODY });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
