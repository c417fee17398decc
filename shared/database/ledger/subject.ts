import { createHmac } from 'node:crypto';
import { LRUCache } from 'lru-cache';

/** Whose record a row is. */
export type SubjectKind = 'person' | 'family';

/** The hash under which a person or family stands in every ledger: HMAC-SHA256 of kind and id, 16 bytes, base64url. */
export type SubjectHasher = (kind: SubjectKind, id: string) => string;

/** Some four megabytes: the people a subgraph is asked about again and again. */
const MOST_KNOWN = 20_000;

/** @param secret the key all subgraphs share, so that a person can be found in every ledger */
export function createSubjectHasher(secret: Buffer): SubjectHasher {
  const known = new LRUCache<string, string>({ max: MOST_KNOWN });
  return (kind, id) => {
    const text = `${kind}:${id}`;
    let hash = known.get(text);
    if (hash === undefined) {
      hash = createHmac('sha256', secret).update(text).digest().subarray(0, 16).toString('base64url');
      known.set(text, hash);
    }
    return hash;
  };
}
