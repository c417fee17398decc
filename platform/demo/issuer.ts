import { createHmac, randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Provider } from 'oidc-provider';
import { CodedError } from '../../shared/errors';
import { close, listen } from '../http/listen';
import { isOwnHost } from '../http/own-host';
import { defaultDataDirectory, openDataDirectory } from './data-directory';
import { ISSUER_FILE } from './demo-token';
import { issuerConfiguration, methodsOf } from './issuer-settings';
import type { IssuerSettings } from './issuer-settings';
import { loadOidcProvider } from './load-provider';
import { codePage, errorPage, signInPage } from './sign-in-page';
import type { Page } from './sign-in-page';

/** A sign-in form is two short fields. */
const MAX_FORM_BYTES = 1_000;

export interface IssuerOptions extends IssuerSettings {
  /** 0 means any free one. */
  readonly port: number;
  /** Address to listen on; default 127.0.0.1. */
  readonly host?: string;
  /** Where the signing key is kept. */
  readonly dataDir?: string;
  /** `iss` of the tokens, when clients reach the issuer by another address than http://localhost:port. */
  readonly publicUrl?: string;
  /** Told of faults of the issuer itself. */
  readonly onFault?: (error: Error) => void;
}

export interface Issuer {
  readonly issuer: string;
  stop(): Promise<void>;
}

/**
 * Starts the embedded OIDC issuer of a demo: signs in as anybody without a password, so it is never started in
 * production mode. Tokens are what any issuer would send: JWTs for the audience with the viewer in the claim `berdaya`.
 * @throws CodedError PORT_TAKEN, NOT_WRITABLE, DISK_FULL; CONFIG_INVALID when the audience is no URI
 */
export async function startIssuer(options: IssuerOptions): Promise<Issuer> {
  if (!URL.canParse(options.audience)) {
    throw new CodedError('CONFIG_INVALID', { name: 'OIDC_AUDIENCE', reason: 'must be a URI for the embedded issuer' });
  }
  const dataDir = await openDataDirectory(options.dataDir ?? defaultDataDirectory());
  const configuration = await issuerConfiguration(options, dataDir);
  const server = createServer();
  const port = await listen(server, options.port, options.host, 'OIDC_PORT');
  const issuer = (options.publicUrl ?? `http://localhost:${port}`).replace(/\/$/, '');

  const provider = new (loadOidcProvider().Provider)(issuer, configuration);
  provider.silent = true;
  provider.on('server_error', (_ctx, error) => options.onFault?.(error));
  const handle = createHandler(provider, issuer, options);
  server.on('request', (request, response) => void handle(request, response));
  await writeFile(join(dataDir, ISSUER_FILE), issuer);
  return {
    issuer,
    async stop() {
      await rm(join(dataDir, ISSUER_FILE), { force: true });
      await close(server);
    },
  };
}

function createHandler(provider: Provider, issuer: string, options: IssuerOptions) {
  const callback = provider.callback();
  const { hostname } = new URL(issuer);
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    const [, uid] = /^\/interaction\/([\w-]+)$/.exec(path) ?? [];
    if (!isOwnHost(request.headers.host, hostname)) {
      send(response, 421, errorPage('This address is not ours.'));
    } else if (path === '/health') {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"ok"}');
    } else if (uid) {
      await signIn(provider, options, uid, request, response).catch((error: unknown) => {
        const isExpected = error instanceof loadOidcProvider().errors.OIDCProviderError;
        if (!isExpected) options.onFault?.(error as Error);
        send(response, isExpected ? 400 : 500, errorPage('The sign-in has expired; go back to where you came from.'));
      });
    } else {
      await callback(request, response);
    }
  };
}

async function signIn(
  provider: Provider,
  { identities }: IssuerOptions,
  uid: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { params } = await provider.interactionDetails(request, response);
  const returnTo = String(params['redirect_uri']);
  if (request.method !== 'POST') return send(response, 200, signInPage(uid, identities, returnTo));
  if (Number(request.headers['content-length'] ?? Infinity) > MAX_FORM_BYTES) {
    return send(response, 413, errorPage('That is no sign-in form.'));
  }
  const form = new URLSearchParams(await text(request));
  const identity = identities.find(({ name }) => name === form.get('identity'));
  if (!identity) return send(response, 400, errorPage('There is no such identity.'));
  const [amr, given, code] = [methodsOf(identity), form.get('code'), codeOf(uid, identity.name)];
  if (amr && given !== code) {
    return send(response, 200, codePage(uid, identity, { code, returnTo, isWrong: given !== null }));
  }
  await provider.interactionFinished(request, response, { login: { accountId: identity.name, amr }, consent: {} });
}

const CODE_SECRET = randomBytes(32);

/** The six digits of one sign-in of one identity. */
function codeOf(uid: string, name: string): string {
  const digest = createHmac('sha256', CODE_SECRET).update(`${uid}:${name}`).digest();
  return String(digest.readUInt32BE() % 1_000_000).padStart(6, '0');
}

function send(response: ServerResponse, status: number, page: Page): void {
  response.writeHead(status, page.headers).end(page.html);
}
