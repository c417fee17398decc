import { isIP } from 'node:net';

/**
 * Whether a request's Host header can be meant for a demo server. A web page may point a name of its own at 127.0.0.1 (DNS
 * rebinding) and would then count as of our origin; it cannot do so with an address, or with a name that has no dot.
 * @param ownName the public name of this server, which may have dots
 */
export function isOwnHost(host: string | undefined, ownName?: string): boolean {
  if (!host || !URL.canParse(`http://${host}`)) return false;
  const { hostname } = new URL(`http://${host}`);
  return hostname === ownName || !hostname.includes('.') || isIP(hostname.replace(/^\[|\]$/g, '')) !== 0;
}
