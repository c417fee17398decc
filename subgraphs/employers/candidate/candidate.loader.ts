import type { BatchSource } from '../../../shared/database';
import { loadMany } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { findCardOf } from '../card/card.loader';
import { disclose, stageOf } from './disclosure';
import type { Asked, CandidateRow } from './disclosure';

type ReferralOfPerson = Omit<Asked, 'card'> & { readonly card: unknown };

const byPerson: BatchSource = {
  from: 'referral r',
  key: { column: 'r.person_id', type: 'uuid', property: 'personId' },
  projection: {
    columns: {
      personId: 'r.person_id',
      employerId: 'r.employer_id',
      vacancyId: 'r.vacancy_id',
      referralId: 'r.id',
      status: 'r.status',
      card: 'r.card',
    },
    always: ['personId', 'employerId', 'vacancyId', 'referralId', 'status', 'card'],
  },
  orderBy: 'r.changed_at DESC, r.id',
};

/** Nothing beside what is read always. */
const NONE: readonly string[] = [];

/**
 * Whoever hides behind a pseudonym of the viewer's employer, as far as the referral goes that opens most; undefined for what is
 * no pseudonym of theirs, and for somebody of whom nothing is open.
 */
export async function findCandidate(context: SubgraphContext, ref: string): Promise<CandidateRow | undefined> {
  const { viewer, tools } = context;
  const personId = viewer.employerId && tools.pseudonyms.open(viewer.employerId, ref);
  if (!personId) return undefined;
  const referrals = await loadMany<ReferralOfPerson>(context, 'Candidate', byPerson, personId, NONE);
  const [furthest] = [...referrals].sort((one, other) => stageOf(other) - stageOf(one));
  return furthest && disclose(context, { ...furthest, card: await findCardOf(context, furthest) });
}
