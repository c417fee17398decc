import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { CodedError, systemCodeOf } from '../../shared/errors';
import type { Exchange, Reply, Stage } from '../http/exchange';
import { refuse } from '../http/reply';

/** Bytes of a request body, inflated; documents of the console are far below. */
const MAX_BODY = 512 * 1024;

/** How a body may be compressed, once. Inflating stops at what a plain body may hold, and happens beside the event loop. */
const INFLATERS: ReadonlyMap<string, (body: Buffer) => Promise<Buffer>> = new Map(
  Object.entries({ gzip: gunzip, deflate: inflate, br: brotliDecompress }).map(([name, run]) => {
    const inflateBody = promisify<Buffer, { maxOutputLength: number }, Buffer>(run);
    return [name, (body) => inflateBody(body, { maxOutputLength: MAX_BODY })];
  }),
);

/** Reads the body. Odd charsets are refused: decoding them is work that no client of ours needs. */
export function bodyStage(): Stage {
  return {
    name: 'body',
    why: 'A bounded body, before anything looks into it.',
    async run(exchange: Exchange) {
      const { request } = exchange;
      if (request.method !== 'POST') return undefined;
      const type = request.headers['content-type'] ?? '';
      const encoding = request.headers['content-encoding'] ?? 'identity';
      const isPlain = encoding === 'identity';
      if (/charset=(?!"?utf-?8"?\s*(;|$))/i.test(type) || !(isPlain || INFLATERS.has(encoding))) {
        return refuse(
          415,
          new CodedError('BAD_REQUEST', { reason: 'the body must be UTF-8, plain, gzip, deflate or br' }),
        );
      }
      const sent = await readBody(request);
      const body = isPlain ? sent : sent && (await inflated(encoding, sent));
      if (body === undefined) return tooLarge();
      if (body === 'BROKEN')
        return refuse(400, new CodedError('BAD_REQUEST', { reason: `the body is not ${encoding}` }));
      if (!/^application\/json\b/i.test(type)) return undefined;
      try {
        exchange.body = JSON.parse(body.toString('utf8')) as unknown;
        return undefined;
      } catch {
        return refuse(400, new CodedError('BAD_REQUEST', { reason: 'the body is not JSON' }));
      }
    },
  };
}

function tooLarge(): Reply {
  return refuse(413, new CodedError('BODY_TOO_LARGE', { max: MAX_BODY }), { connection: 'close' });
}

/** The inflated body; undefined when it would become larger than allowed. */
async function inflated(encoding: string, body: Buffer): Promise<Buffer | 'BROKEN' | undefined> {
  try {
    return await INFLATERS.get(encoding)?.(body);
  } catch (error) {
    return systemCodeOf(error) === 'ERR_BUFFER_TOO_LARGE' ? undefined : 'BROKEN';
  }
}

/** The body as it was sent, or undefined when it is larger than allowed. */
function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
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
      resolve(more.length === 0 ? first : Buffer.concat(chunks));
    });
    request.once('error', reject);
  });
}
