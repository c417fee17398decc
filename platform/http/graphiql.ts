import { createReadStream, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { dirname, join } from 'node:path';
import { findCodedError } from '../../shared/errors';
import type { DemoIdentity } from '../demo/identities';
import type { DemoToken } from '../demo/demo-token';
import { isOwnHost } from './own-host';

/** A query that is ready in a tab of its own. */
export interface Example {
  readonly title: string;
  /** The demo identity it is written for; left out, it is asked without a token. */
  readonly identity?: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

export interface GraphiqlOptions {
  readonly examples: readonly Example[];
  /** Only in a demo: whom one may be, and how to get their token. */
  readonly demo?: {
    readonly identities: readonly DemoIdentity[];
    /** @throws CodedError ISSUER_UNREACHABLE */
    fetchToken(identity: string): Promise<DemoToken>;
  };
}

/** Answers a request if it is one for the console; false when it is not. */
export type GraphiqlHandler = (request: IncomingMessage, response: ServerResponse) => boolean;

interface Asset {
  readonly path: string;
  readonly type: string;
}

/** Everything comes from here: no CDN, no inline script or style. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');
const COMMON_HEADERS = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' };

/** Serves GraphiQL from the installed packages under `/` and `/graphiql/`, in a demo with tokens of the demo identities. */
export function createGraphiqlHandler(options: GraphiqlOptions): GraphiqlHandler {
  const assets = findAssets();
  const page = readFileSync(join(__dirname, 'graphiql', 'index.html'));
  return (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const asset = assets.get(pathname);
    if (isRead && asset) sendAsset(asset, request, response);
    else if (isRead && pathname === '/') sendPage(page, response);
    else if (isRead && pathname === '/graphiql/examples.json') sendJson(response, 200, options.examples);
    else if (options.demo && pathname.startsWith('/demo/')) {
      void answerDemo(options.demo, pathname, searchParams.get('identity') ?? '', request, response);
    } else return false;
    return true;
  };
}

async function answerDemo(
  demo: NonNullable<GraphiqlOptions['demo']>,
  pathname: string,
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const site = request.headers['sec-fetch-site'] ?? 'same-origin';
  if (site !== 'same-origin' || !isOwnHost(request.headers.host)) {
    sendJson(response, 403, { error: 'Demo tokens are for the console of this server only.' });
  } else if (request.method === 'GET' && pathname === '/demo/identities') {
    const list = demo.identities.map(({ viewer, ...identity }) => ({ ...identity, role: viewer.role }));
    sendJson(response, 200, list);
  } else if (request.method === 'POST' && pathname === '/demo/token') {
    if (!demo.identities.some((identity) => identity.name === name)) {
      return sendJson(response, 404, { error: 'There is no such demo identity.' });
    }
    await demo.fetchToken(name).then(
      (token) => sendJson(response, 200, token),
      (error: unknown) => {
        const { code, message } = findCodedError(error) ?? { code: 'INTERNAL_SERVER_ERROR', message: 'No token.' };
        sendJson(response, 502, { error: message, code });
      },
    );
  } else sendJson(response, 404, { error: 'There is no such page.' });
}

function findAssets(): Map<string, Asset> {
  const script = 'text/javascript; charset=utf-8';
  const style = 'text/css; charset=utf-8';
  const packaged = (name: string, file: string) => join(dirname(require.resolve(`${name}/package.json`)), file);
  const own = (file: string) => join(__dirname, 'graphiql', file);
  return new Map([
    ['/graphiql/react.js', { path: packaged('react', 'umd/react.production.min.js'), type: script }],
    ['/graphiql/react-dom.js', { path: packaged('react-dom', 'umd/react-dom.production.min.js'), type: script }],
    ['/graphiql/graphiql.js', { path: packaged('graphiql', 'graphiql.min.js'), type: script }],
    ['/graphiql/graphiql.css', { path: packaged('graphiql', 'graphiql.min.css'), type: style }],
    ['/graphiql/page.js', { path: own('page.js'), type: script }],
    ['/graphiql/page.css', { path: own('page.css'), type: style }],
  ]);
}

/** Streamed from the disk: four megabytes that few ask for need not live in memory. */
function sendAsset({ path, type }: Asset, request: IncomingMessage, response: ServerResponse): void {
  const stream = createReadStream(path);
  stream.once('error', () => response.writeHead(404).end());
  stream.once('ready', () => {
    response.writeHead(200, { ...COMMON_HEADERS, 'content-type': type, 'cache-control': 'public, max-age=3600' });
    if (request.method === 'HEAD') {
      stream.destroy();
      response.end();
    } else stream.pipe(response);
  });
}

function sendPage(page: Buffer, response: ServerResponse): void {
  response
    .writeHead(200, {
      ...COMMON_HEADERS,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': POLICY,
      'cache-control': 'no-cache',
    })
    .end(page);
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response
    .writeHead(status, { ...COMMON_HEADERS, 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(JSON.stringify(body));
}
