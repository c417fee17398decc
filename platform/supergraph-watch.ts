import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import { parse } from 'graphql';
import { supergraphFindings } from '../shared/access';
import { CodedError, findCodedError } from '../shared/errors';
import { log } from './log';

/** Looked at by its times, not by the events of a file system: those do not cross mounts of a container. */
const INTERVAL_MS = 1_000;

/**
 * Tells of each new text of a supergraph file. A text that is refused is logged and tried no further; what was in force
 * stays. Returns the end of watching.
 */
export function watchSupergraph(path: string, take: (sdl: string) => void): () => void {
  const look = (): void => {
    try {
      take(readFileSync(path, 'utf8'));
      log({ level: 'info', event: 'supergraph-replaced' });
    } catch (error) {
      const coded = findCodedError(error);
      log({ level: 'error', event: 'supergraph-refused', code: coded?.code, reason: coded?.message });
    }
  };
  watchFile(path, { interval: INTERVAL_MS, persistent: false }, look);
  return () => unwatchFile(path, look);
}

/**
 * Refuses a supergraph whose fields are not all classified, or give by a detour (a computed field, an interface) what they
 * keep on the straight way: nobody has decided that this may be read.
 * @throws CodedError SUPERGRAPH_INVALID
 */
export function refuseLooseAccess(sdl: string): void {
  const [finding] = supergraphFindings(parse(sdl));
  if (finding === undefined) return;
  const reason = `${finding}; --dangerously-without-access serves it to everyone`;
  throw new CodedError('SUPERGRAPH_INVALID', { reason });
}
