import { readFileSync } from 'node:fs';
import { findCodedError, systemCodeOf } from '../../shared/errors';
import { log } from '../log';
import { clientsOf, invalidClients } from './clients';
import type { Clients } from './clients';

/** The registered senders, which change while a process runs: look them up at each message. */
export interface ClientBook {
  readonly current: Clients;
}

/** Looked at when a message comes, and no more often: who is taken off the list asks for a second longer at most. */
const LOOK_MS = 1_000;

/**
 * The file of registered senders: a JSON list. It is read now, and again when it has changed; what cannot be used then is logged and
 * changes nothing.
 * @throws CodedError CONFIG_INVALID for a file that cannot be read, and for a sender that could not be held to its rules
 */
export function openClients(path: string): ClientBook {
  let seen = readText(path);
  let clients = clientsOf(parse(path, seen));
  let lookedAt = Date.now();
  let lastRefusal: string | undefined;
  const look = (): void => {
    try {
      const text = readText(path);
      if (text === seen && lastRefusal === undefined) return;
      clients = clientsOf(parse(path, text));
      [seen, lastRefusal] = [text, undefined];
      log({ level: 'info', event: 'dci-clients-replaced', count: clients.size });
    } catch (error) {
      const coded = findCodedError(error);
      // Once, and not at every look.
      if (coded?.message !== lastRefusal) {
        log({ level: 'error', event: 'dci-clients-refused', code: coded?.code, reason: coded?.message });
      }
      lastRefusal = coded?.message ?? 'unusable';
    }
  };
  return {
    get current() {
      if (Date.now() - lookedAt >= LOOK_MS) {
        lookedAt = Date.now();
        look();
      }
      return clients;
    },
  };
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw invalidClients(`${path} ${systemCodeOf(error) ?? 'cannot be read'}`);
  }
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // The parser's message quotes the text.
    throw invalidClients(`${path} is no JSON`);
  }
}
