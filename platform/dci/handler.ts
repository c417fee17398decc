import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GatewayLog } from '../../gateway';
import type { SideHandler } from '../front';
import type { Desk } from './desk';
import { DciFault } from './fault';
import { SEARCH, STATUS, answerMessage } from './message';
import type { Action } from './message';
import { publicJwk } from './signature';

/** Bytes of a message; ten searches are a tenth of it. */
const MOST_BYTES = 128 * 1024;

const ACTIONS: Readonly<Record<string, Action>> = {
  '/dci/registry/sync/search': SEARCH,
  '/dci/registry/sync/txn/status': STATUS,
};
/** What the standard has for answers that come later, and for events. */
const ASYNCHRONOUS = /^\/dci\/registry\/(search|subscribe|unsubscribe|receipt|txn\/status)$/;

/** Serves the synchronous part of the DCI registry interface, and the keys its answers are signed with. */
export function createDciHandler(desk: Desk, log: GatewayLog): SideHandler {
  return (request, response) => {
    const path = request.url?.split('?')[0] ?? '';
    if (!path.startsWith('/dci/')) return false;
    const correlationId = randomUUID();
    const send = (status: number, body: object) => reply(response, correlationId, status, body);
    void answer(desk, path, request).then(
      (body) => send(200, body),
      (error: unknown) => {
        if (error instanceof DciFault) return send(error.status, faultBody(path, correlationId, error));
        log({ correlationId, error });
        const fault = new DciFault(500, 'err.service.unavailable', 'something went wrong on our side');
        return send(500, faultBody(path, correlationId, fault));
      },
    );
    return true;
  };
}

async function answer(desk: Desk, path: string, request: IncomingMessage): Promise<object> {
  if (path === '/dci/.well-known/jwks.json' && request.method === 'GET') return { keys: desk.keys.keys.map(publicJwk) };
  const action = Object.hasOwn(ACTIONS, path) ? ACTIONS[path] : undefined;
  if (!action) throw new DciFault(404, 'err.request.not_found', 'only the synchronous search and status are served');
  if (request.method !== 'POST') throw new DciFault(405, 'err.request.bad', 'a message comes by POST');
  return answerMessage(desk, action, await readJson(request));
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
    throw new DciFault(400, 'err.request.bad', 'a message is application/json');
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new DciFault(413, 'err.request.bad', `a message has at most ${MOST_BYTES} bytes`);
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
  } catch {
    throw new DciFault(400, 'err.request.bad', 'the body is not JSON');
  }
}

/** HttpErrorResponse of the standard; for what would be acknowledged only, the acknowledgement that says no. */
function faultBody(path: string, correlationId: string, { code, message }: DciFault): object {
  if (!ASYNCHRONOUS.test(path)) return { errors: [{ code, message }] };
  const timestamp = new Date().toISOString();
  return { message: { ack_status: 'ERR', timestamp, correlation_id: correlationId, error: { code, message } } };
}

function reply(response: ServerResponse, correlationId: string, status: number, body: object): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-correlation-id': correlationId,
    ...(status === 413 && { connection: 'close' }),
  });
  response.end(text);
}
