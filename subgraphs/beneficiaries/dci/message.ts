import { z } from 'zod';

/** An empty text stands for nothing: so it is in the standard's own examples. */
const absent = z.literal('').transform(() => undefined);
/** An id the sender chose; those that are kept must not be somebody's NIK. */
const ownId = z
  .string()
  .min(1)
  .max(99)
  .refine((text) => !/(?<!\d)\d{16}(?!\d)/.test(text), 'an id must not be the number of a person');
/** The schema says a number, the examples a text. */
const count = z
  .union([z.number(), z.string().regex(/^\d{1,6}$/)])
  .transform(Number)
  .pipe(z.int().min(0));

/** A message as it arrives, before anything in it is believed. */
export const envelopeSchema = z.object({
  signature: z.string().optional(),
  header: z.looseObject({ sender_id: z.string().min(1).max(99) }),
  message: z.looseObject({}),
});
export type Envelope = z.infer<typeof envelopeSchema>;

/** MsgHeader 1.0.0, as far as it is used. */
export const headerSchema = z.object({
  version: z.string().default('1.0.0'),
  message_id: ownId,
  message_ts: z.string(),
  action: z.string(),
  sender_id: z.string(),
  receiver_id: z.string().optional(),
  total_count: count,
  is_msg_encrypted: z.boolean().default(false),
});
export type Header = z.infer<typeof headerSchema>;

/** Consent and Authorize are of one shape: since when, and for what. */
const block = z.object({
  ts: z.iso.datetime({ offset: true }),
  purpose: z.object({ code: z.string().min(1).max(60) }),
});
export type PurposeBlock = z.infer<typeof block>;
const optionalBlock = z.union([absent, block]).optional();

const criteriaSchema = z.object({
  version: z.string().default('1.0.0'),
  reg_type: z.union([absent, z.string()]).optional(),
  reg_record_type: z.union([absent, z.string()]).optional(),
  query_type: z.enum(['idtype-value', 'expression', 'predicate']),
  response_entity: z.union([absent, z.string()]).optional(),
  query: z.unknown().optional(),
  sort: z.unknown().optional(),
  pagination: z.unknown().optional(),
  consent: optionalBlock,
  authorize: optionalBlock,
});
export type Criteria = z.infer<typeof criteriaSchema>;

/** One request of a message; its parts are read one by one, so that each has its own reason to be refused. */
export const searchItemSchema = z.object({
  reference_id: z.unknown().optional(),
  timestamp: z.unknown().optional(),
  search_criteria: z.unknown().optional(),
});
export type SearchItem = z.infer<typeof searchItemSchema>;

export const searchMessageSchema = z.object({
  transaction_id: ownId,
  search_request: z.array(searchItemSchema).min(1),
});

/** What a status is asked of: a transaction, a call, or some requests of it. */
export const statusMessageSchema = z.object({
  transaction_id: ownId,
  txnstatus_request: z.object({
    reference_id: ownId,
    txn_type: z.string(),
    attribute_type: z.enum(['transaction_id', 'reference_id_list', 'correlation_id']),
    attribute_value: z.union([ownId, z.array(ownId).min(1).max(100)]),
  }),
});
export type StatusMessage = z.infer<typeof statusMessageSchema>;

/** The id of a request; undefined for one that cannot be kept. */
export function findReference(given: unknown): string | undefined {
  return ownId.safeParse(given).data;
}

/** The criteria of a request; undefined where they are not of the standard's form. */
export function findCriteria(given: unknown): Criteria | undefined {
  return criteriaSchema.safeParse(given).data;
}

/** Milliseconds since 1970 of a time with its zone, as ISO 8601; undefined for anything else. */
export function findTime(given: unknown): number | undefined {
  const parsed = z.iso.datetime({ offset: true }).safeParse(given);
  return parsed.success ? Date.parse(parsed.data) : undefined;
}
