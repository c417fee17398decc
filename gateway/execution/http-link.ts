import { Pool } from 'undici';
import type { KeyRing } from '../../shared/config';
import { CodedError } from '../../shared/errors';
import { ENVELOPE_HEADER, signEnvelope } from '../../shared/viewer';
import type { SubgraphLink, SubgraphReply } from './link';

/** A silent subgraph must not hold a client for longer than this. */
const DEADLINE_MS = 10_000;
const SOCKETS = 32;

/** Reaches a subgraph service over HTTP; each call carries the viewer, signed for this subgraph and this question. */
export function createHttpLink(name: string, url: string, keys: KeyRing): SubgraphLink {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections: SOCKETS, headersTimeout: DEADLINE_MS, bodyTimeout: DEADLINE_MS });
  return {
    name,
    async send(fetch, viewer) {
      const { query, variables, operationName } = fetch;
      const envelope = signEnvelope(viewer, { audience: name, query, variables }, keys);
      try {
        const response = await pool.request({
          path: pathname,
          method: 'POST',
          headers: { 'content-type': 'application/json', [ENVELOPE_HEADER]: envelope },
          body: JSON.stringify({ query, variables, operationName }),
        });
        if (response.statusCode !== 200) {
          await response.body.dump();
          throw new Error(`status ${response.statusCode}`);
        }
        return (await response.body.json()) as SubgraphReply;
      } catch (error) {
        // What went wrong on the wire is for the log; the client learns only that a part is missing.
        throw new CodedError('SUBGRAPH_UNAVAILABLE', {}, { originalError: error instanceof Error ? error : undefined });
      }
    },
    close: () => pool.close(),
  };
}
