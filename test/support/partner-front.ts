import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SignJWT, exportJWK, generateKeyPair } from 'jose';
import type { CryptoKey } from 'jose';
import { VIEWER_CLAIM, createTokenVerifier, documentId, normaliseDocument } from '../../gateway';
import type { DocumentClient } from '../../gateway';
import { PROJECT_ROOT } from '../../platform/demo/project';
import { readDocuments } from '../../platform/front';
import { openLiveBus } from '../../platform/live/bus';
import type { LiveBus } from '../../platform/live/bus';
import { budgetUrl } from '../../platform/budget/store';
import type { Viewer } from '../../shared/viewer';
import type { GraphError } from './access/served';
import { openBoard } from './board-reader';
import type { BoardReader } from './board-reader';
import { serveGraph } from './graph';
import type { ServedGraph } from './graph';
import { serve } from './http';
import type { Served } from './http';
import type { TestPlatform } from './platform';
import { inTurn } from './topology';
import type { Turns } from './topology';

const AUDIENCE = 'urn:berdaya:graph';

/** A document of a client, as it is stored. */
export function storedDocument(name: string, client: DocumentClient = 'partner-board'): string {
  return normaliseDocument(readFileSync(join(PROJECT_ROOT, `documents/${client}/${name}.graphql`), 'utf8'));
}

/** An answer over HTTP. */
export interface FrontReply {
  readonly status: number;
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors: readonly GraphError[];
  readonly codes: readonly unknown[];
}

/**
 * The gateways of a platform as partners meet them: signed tokens of an issuer that says there was a second factor, the stored
 * documents and nothing else, live boards.
 */
export class PartnerFront implements AsyncDisposable {
  private readonly tokens = new Map<string, Promise<string>>();

  private constructor(
    private readonly issuer: Served,
    private readonly key: CryptoKey,
    private readonly graphs: readonly ServedGraph[],
    private readonly turns: Turns<ServedGraph>,
    private readonly bus: LiveBus,
  ) {}

  /** @param roundMs how often boards look without word of anything; by default they do not */
  static async open(platform: TestPlatform, roundMs = 10_000_000): Promise<PartnerFront> {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256' };
    const issuer = await serve((request, response) => {
      const issuing = new URL(issuer.url).origin;
      const told = request.url === '/jwks' ? { keys: [jwk] } : { issuer: issuing, jwks_uri: `${issuing}/jwks` };
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(told));
    });
    const { adminUrl, config } = platform.database;
    const bus = openLiveBus(budgetUrl({ ...config, databaseUrl: adminUrl }));
    const manifest = readDocuments();
    const graphs = await Promise.all(
      platform.gateways.map(({ server, holder }) => {
        const tokens = createTokenVerifier({ issuer: new URL(issuer.url).origin, audience: AUDIENCE });
        const live = { bus, times: { roundMs, pauseMs: 0, settleMs: 5 } };
        const { verify, clientOf, expiryOf } = tokens;
        return serveGraph({ server, holder, verify, clientOf, expiryOf, manifest, live });
      }),
    );
    return new PartnerFront(issuer, privateKey, graphs, inTurn(graphs), bus);
  }

  /** Sends one of the partners' stored documents, by its id. */
  stored(viewer: Viewer, name: string, variables: object = {}): Promise<FrontReply> {
    return this.send(viewer, { documentId: documentId(storedDocument(name)), variables });
  }

  ask(viewer: Viewer, query: string, variables: object = {}): Promise<FrontReply> {
    return this.send(viewer, { query, variables });
  }

  /** Whatever somebody sends, to each gateway in turn. */
  async send(viewer: Viewer, body: object): Promise<FrontReply> {
    const headers = { 'content-type': 'application/json', authorization: await this.bearer(viewer) };
    const response = await fetch(this.turns.next().url, { method: 'POST', headers, body: JSON.stringify(body) });
    const { data, errors } = (await response.json()) as Partial<Pick<FrontReply, 'data' | 'errors'>>;
    const found = errors ?? [];
    return {
      ...{ status: response.status, data: data ?? null, errors: found },
      codes: found.map(({ extensions }) => extensions['code']),
    };
  }

  /** Opens a live board as somebody. */
  async board(viewer: Viewer, after?: string): Promise<BoardReader> {
    const body = { documentId: documentId(storedDocument('ReferralBoard')), variables: { after } };
    return openBoard({ url: this.turns.next().url, headers: { authorization: await this.bearer(viewer) }, body });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.graphs.map((graph) => graph.stop()));
    await this.bus.stop();
    await this.issuer.stop();
  }

  private async bearer(viewer: Viewer): Promise<string> {
    const who = JSON.stringify(viewer);
    const token = this.tokens.get(who) ?? this.sign(viewer);
    this.tokens.set(who, token);
    return `Bearer ${await token}`;
  }

  private sign({ subject, ...claims }: Viewer): Promise<string> {
    return new SignJWT({ [VIEWER_CLAIM]: claims, amr: ['pwd', 'otp'] })
      .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
      .setSubject(subject)
      .setIssuer(new URL(this.issuer.url).origin)
      .setAudience(AUDIENCE)
      .setExpirationTime('1h')
      .sign(this.key);
  }
}
