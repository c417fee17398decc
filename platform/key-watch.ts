import type { Config } from '../shared/config';
import { findCodedError } from '../shared/errors';
import { log } from './log';

/** Follows the key file of a process and logs what becomes of its changes; returns how to stop. */
export function followKeys({ keySource }: Config): () => void {
  return keySource.follow((news) => {
    if (news.kind === 'REPLACED') {
      log({ level: 'info', event: 'keys-replaced' });
      return;
    }
    const coded = findCodedError(news.error);
    log({ level: 'error', event: 'keys-refused', code: coded?.code, reason: coded?.message });
  });
}
