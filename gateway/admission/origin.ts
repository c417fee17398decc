import type { Exchange, Reply, Stage } from '../http/exchange';

const ALLOWED_HEADERS = 'authorization, content-type, apollo-require-preflight, last-event-id';
const PREFLIGHT_SECONDS = '600';

/** Lets browsers of the listed origins in; without a listed origin a browser may not read any answer. */
export function originStage(origins: readonly string[]): Stage {
  return {
    name: 'origin',
    why: 'A preflight has no token; it is answered before one is asked for.',
    run({ request, replyHeaders }: Exchange): Reply | undefined {
      const origin = request.headers.origin;
      if (origin !== undefined && origins.includes(origin)) {
        replyHeaders.set('access-control-allow-origin', origin);
        replyHeaders.set('vary', 'origin');
      }
      if (request.method !== 'OPTIONS') return undefined;
      replyHeaders.set('access-control-allow-methods', 'GET, POST');
      replyHeaders.set('access-control-allow-headers', ALLOWED_HEADERS);
      replyHeaders.set('access-control-max-age', PREFLIGHT_SECONDS);
      return { status: 204, headers: new Map(), body: '' };
    },
  };
}
