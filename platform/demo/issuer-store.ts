import type { Adapter, AdapterPayload } from 'oidc-provider';

/** Sign-ins, grants and refresh tokens a demo may hold; the oldest go first. */
const MAX_ENTRIES = 5_000;

interface Entry {
  readonly payload: AdapterPayload;
  readonly expires: number;
}

/** What the issuer remembers, in memory: after a restart everyone signs in again. Access tokens are not stored at all. */
export function createIssuerStore(): (model: string) => Adapter {
  const entries = new Map<string, Entry>();
  const find = (key: string): AdapterPayload | undefined => {
    const entry = entries.get(key);
    if (entry && entry.expires > Date.now()) return entry.payload;
    entries.delete(key);
    return undefined;
  };
  const put = (key: string, payload: AdapterPayload, expires: number) => {
    entries.delete(key);
    entries.set(key, { payload, expires });
    for (const oldest of entries.keys()) {
      if (entries.size <= MAX_ENTRIES) break;
      entries.delete(oldest);
    }
  };
  const search = (prefix: string, fits: (payload: AdapterPayload) => boolean): AdapterPayload | undefined => {
    const keys = [...entries.keys()].filter((key) => key.startsWith(prefix));
    return keys.map(find).find((payload) => payload !== undefined && fits(payload));
  };

  return (model) => ({
    async upsert(id, payload, expiresIn) {
      put(`${model}:${id}`, payload, expiresIn ? Date.now() + expiresIn * 1000 : Infinity);
    },
    async find(id) {
      return find(`${model}:${id}`);
    },
    async findByUid(uid) {
      return search(`${model}:`, (payload) => payload.uid === uid);
    },
    async findByUserCode(userCode) {
      return search(`${model}:`, (payload) => payload.userCode === userCode);
    },
    async consume(id) {
      const payload = find(`${model}:${id}`);
      if (payload) payload['consumed'] = Math.floor(Date.now() / 1000);
    },
    async destroy(id) {
      entries.delete(`${model}:${id}`);
    },
    async revokeByGrantId(grantId) {
      for (const [key, { payload }] of entries) if (payload.grantId === grantId) entries.delete(key);
    },
  });
}
