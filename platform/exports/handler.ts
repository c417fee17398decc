import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Answer, Asker, GatewayLog } from '../../gateway';
import { PUBLIC_VIEWER } from '../../shared/viewer';
import type { SideHandler } from '../front';

/** A link of an export; its token is sealed, so that only its length has to be looked at here. */
const LINK = /^\/exports\/([\w.-]{1,2000})$/;

const DOCUMENT = 'query StatExportFile($token: String!) { statExportFile(token: $token) { name type content } }';

interface File {
  readonly name: string;
  readonly type: string;
  /** Base64. */
  readonly content: string;
}

/** Serves the files of exports: whoever has a link gets its file until it expires, whoever they are. */
export function createExportsHandler(asker: Asker, log: GatewayLog): SideHandler {
  return (request, response) => {
    const path = request.url?.split('?')[0] ?? '';
    if (!path.startsWith('/exports/')) return false;
    const [, token] = LINK.exec(path) ?? [];
    const correlationId = randomUUID();
    if (request.method !== 'GET') refuse(response, 405, 'a file is asked for by GET');
    else if (token === undefined) refuse(response, 404, 'not found');
    else {
      void asker.ask({ viewer: PUBLIC_VIEWER, text: DOCUMENT, variables: { token }, correlationId }).then(
        (answer) => reply(response, answer),
        (error: unknown) => {
          log({ correlationId, error });
          refuse(response, 500, 'something went wrong on our side');
        },
      );
    }
    return true;
  };
}

function reply(response: ServerResponse, { data, errors }: Answer): void {
  const file =
    data === undefined ? undefined : (JSON.parse(data) as { statExportFile: File | null } | null)?.statExportFile;
  if (file) return send(response, file);
  // A link that is forged, one that is too old and one of nothing are told apart by nobody.
  const isMissing = errors.every(({ extensions }) => extensions?.['code'] === 'NOT_FOUND');
  if (isMissing) return refuse(response, 404, 'there is no such file, or the link has expired: export the table again');
  return refuse(response, 503, 'the file cannot be had at the moment; try again');
}

function send(response: ServerResponse, { name, type, content }: File): void {
  const bytes = Buffer.from(content, 'base64');
  response.writeHead(200, {
    ...HEADERS,
    'content-type': type,
    'content-length': bytes.length,
    'content-disposition': `attachment; filename="${name}"`,
  });
  response.end(bytes);
}

function refuse(response: ServerResponse, status: number, text: string): void {
  const allow = status === 405 ? { allow: 'GET' } : {};
  response.writeHead(status, { ...HEADERS, ...allow, 'content-type': 'text/plain; charset=utf-8' });
  response.end(text);
}

/** A link is a secret while it lives: it is not kept on the way and not told to where a reader goes next. */
const HEADERS = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;
