import { CodedError } from '../../shared/errors';
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
 * Reads a list of senders.
 * @throws CodedError CONFIG_INVALID for a sender that could not be held to its rules
 */
export function clientsOf(given: unknown): Clients {
  const parsed = senderSchema.array().safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw invalidClients(`${issue?.path.join('.') || 'the list'}: ${issue?.message ?? 'unusable'}`);
  }
  const clients = new Map<string, Client>();
  for (const sender of parsed.data) {
    if (clients.has(sender.senderId)) throw invalidClients(`${sender.senderId} is there twice`);
    clients.set(sender.senderId, { sender, keys: keysOf(sender) });
  }
  return clients;
}

function keysOf({ senderId, keys }: Sender): PublicKey[] {
  const read = keys.map((jwk) => {
    const key = findPublicKey(jwk);
    if (!key)
      throw invalidClients(`${senderId}: a key must be a public JWK with kid (Ed25519, P-256, or RSA from 2048 bits)`);
    return key;
  });
  if (new Set(read.map(({ id }) => id)).size < read.length) throw invalidClients(`${senderId}: a kid is there twice`);
  return read;
}

/** Why a list of senders cannot be used. */
export function invalidClients(reason: string): CodedError {
  return new CodedError('CONFIG_INVALID', { name: 'DCI_CLIENTS', reason });
}
