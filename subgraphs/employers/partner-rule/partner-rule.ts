import type { WriteManager } from '../../../shared/database';
import { TODAY } from '../../../shared/machine';

/** Figures of how partners are dealt with: dated rows of `partner_rule`, each with where it stands. */
export type PartnerRule = 'INVITATION_DAYS' | 'WRONG_CODES_AN_HOUR' | 'MOU_YEARS' | 'AGREEMENT_NOTICE_DAYS';

/** The figure in force today. @throws Error where no row is: a gap in the rules is a fault of ours */
export async function getRule(manager: WriteManager, rule: PartnerRule): Promise<number> {
  const [found]: { value: number }[] = await manager.query(
    `SELECT value FROM partner_rule WHERE rule = $1 AND valid_from <= ${TODAY}
       AND (valid_to IS NULL OR valid_to >= ${TODAY}) ORDER BY valid_from DESC LIMIT 1`,
    [rule],
  );
  if (!found) throw new Error(`no partner rule ${rule} is in force`);
  return found.value;
}
