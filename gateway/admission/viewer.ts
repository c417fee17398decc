import type { IncomingMessage } from 'node:http';
import { CodedError, findCodedError } from '../../shared/errors';
import type { Exchange, Stage } from '../http/exchange';
import { refuse } from '../http/reply';
import type { TokenVerifier } from './token';

/** Finds out who asks. A token that is there but not valid is refused: it must not silently become PUBLIC. */
export function viewerStage(tokens: TokenVerifier): Stage {
  return {
    name: 'viewer',
    why: 'Everything after it may depend on who asks, and a refused token costs no body and no parse.',
    async run(exchange: Exchange) {
      const { authorization } = exchange.request.headers;
      // Node joins repeated Authorization headers only in rawHeaders; two of them are an attempt to be two people.
      const isTwice = authorization !== undefined && timesGiven(exchange.request) > 1;
      try {
        if (isTwice) throw new CodedError('TOKEN_INVALID', { reason: 'there are two of them' });
        exchange.viewer = await tokens.verify(authorization);
        exchange.client = tokens.clientOf?.(exchange.viewer);
        exchange.expires = tokens.expiryOf?.(exchange.viewer);
        return undefined;
      } catch (error) {
        const coded = findCodedError(error);
        if (coded?.code === 'TOKEN_INVALID')
          return refuse(401, coded, { 'www-authenticate': 'Bearer error="invalid_token"' });
        if (coded?.code === 'ISSUER_UNAVAILABLE') return refuse(503, coded, { 'retry-after': '5' });
        throw error;
      }
    },
  };
}

function timesGiven({ rawHeaders }: IncomingMessage): number {
  return rawHeaders.filter((name, index) => index % 2 === 0 && /^authorization$/i.test(name)).length;
}
