import type { IncomingMessage } from 'node:http';
import { CodedError } from '../../shared/errors';
import type { Exchange, Stage } from '../http/exchange';
import { refuse } from '../http/reply';

/** Bytes of a request body; documents of the console are far below. */
const MAX_BODY = 512 * 1024;

/** Reads the body. Compressed or oddly encoded bodies are refused: their size says nothing about what they become. */
export function bodyStage(): Stage {
  return {
    name: 'body',
    why: 'A bounded body, before anything looks into it.',
    async run(exchange: Exchange) {
      const { request } = exchange;
      if (request.method !== 'POST') return undefined;
      const type = request.headers['content-type'] ?? '';
      if (request.headers['content-encoding'] !== undefined || /charset=(?!"?utf-?8"?\s*(;|$))/i.test(type)) {
        return refuse(415, new CodedError('BAD_REQUEST', { reason: 'the body must be plain UTF-8' }));
      }
      const text = await readBody(request);
      if (text === undefined)
        return refuse(413, new CodedError('BODY_TOO_LARGE', { max: MAX_BODY }), { connection: 'close' });
      if (!/^application\/json\b/i.test(type)) return undefined;
      try {
        exchange.body = JSON.parse(text) as unknown;
        return undefined;
      } catch {
        return refuse(400, new CodedError('BAD_REQUEST', { reason: 'the body is not JSON' }));
      }
    },
  };
}

/** The body as text, or undefined when it is larger than allowed. */
function readBody(request: IncomingMessage): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MAX_BODY) {
        chunks.push(chunk);
        return;
      }
      request.pause();
      resolve(undefined);
    });
    request.once('end', () => {
      const [first = Buffer.alloc(0), ...more] = chunks;
      resolve((more.length === 0 ? first : Buffer.concat(chunks)).toString('utf8'));
    });
    request.once('error', reject);
  });
}
