import type { WriteManager } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import { statesAllowing, TODAY } from '../../../shared/machine';
import { ENROLMENT_MACHINE } from '../enrolment/enrolment';
import type { EnrolmentStatus } from '../enrolment/enrolment';
import { OPEN_STATUSES } from './graduation';

/** States of an enrolment that can be left: those from which its own machine goes into transition. */
export const LEAVABLE: readonly EnrolmentStatus[] = statesAllowing(ENROLMENT_MACHINE, 'BEGIN_TRANSITION').map(
  ({ from }) => from,
);

const words = (list: readonly string[]) => list.map((word) => `'${word}'`).join(', ');

/** Whether graduation `g` keeps its enrolment from another proposal; see `OPEN_STATUSES`. */
export const HOLDS_ENROLMENT = `(g.status IN (${words(OPEN_STATUSES)})
  OR g.status = 'REFUSED' AND g.appeal_until >= ${TODAY})`;

/** Whether the family of graduation `g` has been asked and has not left: what it said, or a panel, counts from then on. */
const IS_ASKED = `g.status NOT IN (${words(['WITHDRAWN', 'GRADUATED', 'RELAPSED'])})`;

type Enrolment = { readonly id: string };

/**
 * Keeps the direct way out of a program from families who were asked: a refusal or an appeal that was right would count for
 * nothing if the enrolment could be taken into transition beside it.
 * @throws CodedError FORBIDDEN
 */
export function unlessAsked<Rest extends readonly unknown[], Result>(
  effect: (manager: WriteManager, enrolment: Enrolment, ...rest: Rest) => Promise<Result>,
) {
  return async (manager: WriteManager, enrolment: Enrolment, ...rest: Rest): Promise<Result> => {
    await requireNone(manager, enrolment, IS_ASKED);
    return effect(manager, enrolment, ...rest);
  };
}

interface Reasoned {
  readonly input: { readonly reason: string };
}

/**
 * The same for the exit of those who are not eligible, as long as that is being heard.
 * @throws CodedError FORBIDDEN
 */
export function unlessHeard<Asked extends Reasoned, Result>(
  effect: (manager: WriteManager, enrolment: Enrolment, asked: Asked) => Promise<Result>,
) {
  return async (manager: WriteManager, enrolment: Enrolment, asked: Asked): Promise<Result> => {
    if (asked.input.reason === 'INELIGIBLE') await requireNone(manager, enrolment, HOLDS_ENROLMENT);
    return effect(manager, enrolment, asked);
  };
}

async function requireNone(manager: WriteManager, { id }: Enrolment, condition: string): Promise<void> {
  const found: unknown[] = await manager.query(
    `SELECT g.id FROM graduation g WHERE g.enrolment_id = $1::uuid AND ${condition} LIMIT 1`,
    [id],
  );
  if (found.length > 0) throw new CodedError('FORBIDDEN', { reason: 'the graduation of this enrolment decides' });
}
