import { z } from 'zod';
import { PURPOSES_OF } from '../../../shared/access';
import { PURPOSES, viewerSchema } from '../../../shared/viewer';
import type { Purpose, Viewer } from '../../../shared/viewer';

/** Roles a sender may act as: those that ask about families of others, in a jurisdiction or for programs. */
export const SENDER_ROLES = ['PENDAMPING', 'DINSOS', 'PROGRAM_MANAGER', 'SUPERVISOR', 'DATA_STEWARD'] as const;

const { regionCodes, programCodes } = viewerSchema.shape;

const purposeRule = z.strictObject({
  /** As the sender writes it in `purpose.code`. */
  code: z.string().min(1).max(60),
  purpose: z.enum(PURPOSES),
  /** The basis that makes consent needless (UU PDP 27/2022 art. 20 par. 2); without one the purpose takes consent. */
  legalBasis: z.string().min(1).max(100).optional(),
});

/** What a registered sender may do, as an operator writes it; keys are read elsewhere. */
export const senderSchema = z
  .strictObject({
    senderId: z.string().regex(/^[\w.@-]{1,99}$/),
    keys: z.array(z.record(z.string(), z.unknown())).min(1).max(10),
    viewer: z.strictObject({ role: z.enum(SENDER_ROLES), regionCodes, programCodes }),
    purposes: z.array(purposeRule).min(1),
    /** Days for which a consent given to the sender counts. */
    consentDays: z.int().min(1).max(3650).default(365),
    /** Records one search may find. */
    maxRecords: z.int().min(1).max(1000).default(500),
  })
  .refine(
    ({ viewer, purposes }) =>
      purposes.every(({ purpose }) => {
        const own = PURPOSES_OF[viewer.role];
        return own === 'ANY' || own.includes(purpose);
      }),
    'the role does not read for one of the purposes',
  );
export type Sender = Readonly<z.infer<typeof senderSchema>>;

/** The account a sender has in budgets and ledgers. */
export function accountOf({ senderId }: Pick<Sender, 'senderId'>): string {
  return `dci:${senderId}`;
}

/** Whom the graph sees when a sender asks for a purpose. */
export function viewerOfSender({ senderId, viewer }: Sender, purpose: Purpose): Viewer {
  return { subject: accountOf({ senderId }), ...viewer, purpose };
}
