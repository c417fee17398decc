import { createHash, createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { ENVELOPE_SECONDS } from '../config';
import type { KeyRing } from '../config';
import { CodedError } from '../errors';
import { viewerSchema } from './viewer';
import type { Viewer } from './viewer';

/** Header that carries the signed viewer of one call. */
export const ENVELOPE_HEADER = 'x-berdaya-viewer';

/** What one call into a subgraph asks for; both sides hash it, so an envelope cannot be moved to another question. */
export interface EnvelopeSubject {
  readonly audience: string;
  /** The request body, byte for byte: document, variables and operation name. */
  readonly body: string;
}

const callOrigin = z.strictObject({
  /** The gateway's request. */
  requestId: z.string().max(100),
  /** The name the client gave its operation. */
  operationName: z.string().optional(),
  /** SHA-256 of the client's document, base64url. */
  documentHash: z.string().max(100),
  /** The consent, or the legal basis, the question is asked under, where the client names one. */
  consentId: z.string().max(200).optional(),
});

/** The client's question a call is part of, as the read ledger keeps it. */
export type CallOrigin = Readonly<z.infer<typeof callOrigin>>;

/** What a valid envelope says. */
export interface OpenedEnvelope {
  readonly viewer: Viewer;
  readonly origin?: CallOrigin;
}

const claims = z.strictObject({
  viewer: viewerSchema,
  origin: callOrigin.optional(),
  audience: z.string(),
  operation: z.string(),
  expires: z.number(),
  /** Makes every envelope another one, so that each is good for one call. */
  nonce: z.string().max(100),
});

/** Signs the viewer for one call: `keyId.payload.signature`, HMAC-SHA256 under the ring's current key. */
export function signEnvelope(viewer: Viewer, subject: EnvelopeSubject, keys: KeyRing, origin?: CallOrigin): string {
  const expires = Math.floor(Date.now() / 1000) + ENVELOPE_SECONDS;
  const body = {
    viewer,
    origin,
    audience: subject.audience,
    operation: operationHash(subject),
    expires,
    nonce: randomUUID(),
  };
  const payload = Buffer.from(JSON.stringify(body)).toString('base64url');
  const { id, secret } = keys.current;
  const signed = `${id}.${payload}`;
  return `${signed}.${sign(signed, secret)}`;
}

/**
 * Who asks in a call, and as part of which question, if the envelope was signed for exactly this audience and body and has not expired.
 * @throws CodedError ENVELOPE_INVALID in every other case, without saying which.
 */
export function openEnvelope(envelope: string | undefined, subject: EnvelopeSubject, keys: KeyRing): OpenedEnvelope {
  const [keyId, payload, signature] = envelope?.split('.') ?? [];
  const secret = keyId === undefined ? undefined : keys.find(keyId);
  if (!secret || !payload || !signature) throw new CodedError('ENVELOPE_INVALID');
  if (!sameText(signature, sign(`${keyId}.${payload}`, secret))) throw new CodedError('ENVELOPE_INVALID');
  const parsed = claims.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
  if (!parsed.success) throw new CodedError('ENVELOPE_INVALID');
  const { viewer, origin, audience, operation, expires } = parsed.data;
  const fits = audience === subject.audience && sameText(operation, operationHash(subject));
  if (!fits || expires < Date.now() / 1000) throw new CodedError('ENVELOPE_INVALID');
  return { viewer, origin };
}

/** Opens envelopes as `openEnvelope` does, each of them once. */
export type EnvelopeReader = (envelope: string | undefined, subject: EnvelopeSubject) => OpenedEnvelope;

/**
 * A reader for one service: a call that was overheard is no good a second time. It remembers signatures until their envelopes
 * have expired, in this process: of a service that runs several times each would open a copy once.
 */
export function createEnvelopeReader(keys: KeyRing): EnvelopeReader {
  /** When each was opened; the oldest first. */
  const opened = new Map<string, number>();
  return (envelope, subject) => {
    const content = openEnvelope(envelope, subject, keys);
    const now = Date.now() / 1000;
    for (const [signature, at] of opened) {
      if (at + ENVELOPE_SECONDS >= now) break;
      opened.delete(signature);
    }
    const signature = envelope?.split('.')[2] ?? '';
    if (opened.has(signature)) throw new CodedError('ENVELOPE_INVALID');
    opened.set(signature, now);
    return content;
  };
}

function operationHash(subject: EnvelopeSubject): string {
  return createHash('sha256').update(subject.body).digest('base64url');
}

function sign(text: string, secret: Buffer): string {
  return createHmac('sha256', secret).update(text).digest('base64url');
}

function sameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
