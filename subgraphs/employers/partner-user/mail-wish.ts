import { asSystem, narrowed } from '../../../shared/database';
import { takeStep } from '../../../shared/machine';
import type { StepTaken } from '../../../shared/machine';
import type { SubgraphContext } from '../../../shared/subgraph';
import { PARTNER_USER_RECORDS } from './partner-user';
import type { PartnerUserStatus } from './partner-user';
import type { MailWishInput } from './partner-user-inputs.graph';

/**
 * Says whether the viewer's own account wants mail. Who may not change accounts changes this alone, so the platform writes it: the
 * scope lets nobody reach another account.
 * @throws CodedError NOT_FOUND for an account that is not the viewer's own, and what a step throws
 */
export function setMailWish(
  context: SubgraphContext,
  { clientKey, note, id, version, wantsMail }: MailWishInput,
): Promise<StepTaken<PartnerUserStatus>> {
  const { viewer } = context;
  const scope = narrowed(context.scope('PartnerUser'), (bind) => `u.subject = ${bind(viewer.subject)}`);
  const request = { id, version, clientKey, event: 'SET_MAIL', note: note ?? null, input: { wantsMail } } as const;
  return context.write((manager) =>
    asSystem(manager, viewer, () =>
      takeStep(manager, { viewer, scope }, PARTNER_USER_RECORDS, request, async (open, record) => {
        await open.query('UPDATE partner_user SET wants_mail = $2 WHERE id = $1::uuid', [record.id, wantsMail]);
        return { wantsMail };
      }),
    ),
  );
}
