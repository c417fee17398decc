import { readFileSync } from 'node:fs';
import { CodedError, systemCodeOf } from '../../shared/errors';
import { senderSchema } from '../../subgraphs/beneficiaries/dci/sender';
import type { Sender } from '../../subgraphs/beneficiaries/dci/sender';
import { findPublicKey } from './signature';
import type { PublicKey } from './signature';

/** A registered sender with the keys its messages are checked with. */
export interface Client {
  readonly sender: Sender;
  readonly keys: readonly PublicKey[];
}

/** The registered senders, by their id. */
export type Clients = ReadonlyMap<string, Client>;

/**
 * Reads the file of registered senders: a JSON list.
 * @throws CodedError CONFIG_INVALID for a file that cannot be read, and for a sender that could not be held to its rules
 */
export function readClients(path: string): Clients {
  return clientsOf(parseFile(path));
}

/** @throws CodedError CONFIG_INVALID */
export function clientsOf(given: unknown): Clients {
  const parsed = senderSchema.array().safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw invalid(`${issue?.path.join('.') || 'the list'}: ${issue?.message ?? 'unusable'}`);
  }
  const clients = new Map<string, Client>();
  for (const sender of parsed.data) {
    if (clients.has(sender.senderId)) throw invalid(`${sender.senderId} is there twice`);
    clients.set(sender.senderId, { sender, keys: keysOf(sender) });
  }
  return clients;
}

function keysOf({ senderId, keys }: Sender): PublicKey[] {
  const read = keys.map((jwk) => {
    const key = findPublicKey(jwk);
    if (!key) throw invalid(`${senderId}: a key must be a public JWK with kid (Ed25519, P-256, or RSA from 2048 bits)`);
    return key;
  });
  if (new Set(read.map(({ id }) => id)).size < read.length) throw invalid(`${senderId}: a kid is there twice`);
  return read;
}

function parseFile(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as unknown;
  } catch (error) {
    throw invalid(`${path} ${error instanceof SyntaxError ? 'is no JSON' : (systemCodeOf(error) ?? 'cannot be read')}`);
  }
}

function invalid(reason: string): CodedError {
  return new CodedError('CONFIG_INVALID', { name: 'DCI_CLIENTS', reason });
}
