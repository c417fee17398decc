import { DISCLOSURE, disclosureSchema } from '../../../shared/access';
import { createFieldCipher, openCapability } from '../../../shared/database';
import { ROLES } from '../../../shared/viewer';
import type { Viewer } from '../../../shared/viewer';
import { ALL_FIELDS, CARD, CandidateDesk } from '../../../test/support/candidate-desk';
import { viewerOf } from '../../../test/support/platform';
import { REFERRAL_STATES, STAGE_OF } from '../referral/referral';
import type { ReferralStatus } from '../referral/referral';

let desk: CandidateDesk;
beforeAll(async () => {
  desk = await CandidateDesk.open();
});
afterAll(() => desk[Symbol.asyncDispose]());
beforeEach(() => desk.refer('sarni', 'ACCEPTED'));

/** What the employers' side seals for a pseudonym; undefined where it knows nobody. */
async function sealed(viewer: Viewer = desk.recruiter(), ref = desk.ref('sarni')) {
  const query = 'query ($ref: ID!) { candidate(ref: $ref) { ref disclosure } }';
  const { data } = await desk.platform.subgraph('employers').subgraph.execute({ query, variables: { ref } }, viewer);
  const found = data?.['candidate'] as { ref: string; disclosure: string } | null | undefined;
  if (!found) return undefined;
  expect(found.ref).toBe(ref);
  const cipher = createFieldCipher(desk.platform.database.config.keys);
  return openCapability(cipher, DISCLOSURE, disclosureSchema, found.disclosure);
}
const stage = async (viewer?: Viewer, ref?: string) => (await sealed(viewer, ref))?.stage;

test('says whose, to whom, for what and how far', async () => {
  const referralId = await desk.refer('sarni', 'ACCEPTED');
  const [employerId] = desk.partners;
  const [vacancyId] = desk.vacancies;
  const personId = desk.ids.person('sarni');
  expect(await sealed()).toEqual({
    personId,
    employerId,
    vacancyId,
    referralId,
    stage: 3,
    card: null,
    fields: [...ALL_FIELDS].sort(),
  });
});

test.each(Object.keys(REFERRAL_STATES) as ReferralStatus[])('%s', async (status) => {
  await desk.refer('sarni', status, status === 'ENDED' ? 0 : undefined);
  // The partner does not know yet whom a centre proposes.
  const isUnknown = status === 'NOMINATED' || STAGE_OF[status] === 0;
  expect(await stage()).toBe(isUnknown ? undefined : STAGE_OF[status]);
});

test.each([
  [0, 4],
  [30, 4],
  [31, undefined],
  // Without a last day nobody knows how long.
  [undefined, undefined],
])('%s days after the last day of work', async (days, wanted) => {
  await desk.refer('sarni', 'ENDED', days);
  expect(await stage()).toBe(wanted);
});

test('what a card said when somebody was referred is said while they work, though no card is published of them', async () => {
  const cards = async (card: object | null) => {
    const id = await desk.refer('sarni', 'PLACED');
    await desk.sql('UPDATE employers.referral SET card = $2 WHERE id = $1', [id, JSON.stringify(card)]);
    return (await sealed())?.card;
  };
  expect(await cards(CARD)).toEqual(CARD);
  expect(await cards(null)).toBeNull();
  // In words of other days: then rather nothing than no candidate.
  expect(await cards({ ...CARD, ageBand: 'AGE_20_29' })).toBeNull();
});

test('of several referrals the one that opens most', async () => {
  const [employerId] = desk.partners;
  await desk.sql(
    `INSERT INTO employers.referral (person_id, case_id, centre_id, employer_id, vacancy_id, region_code, status, referred_on, changed_at)
     VALUES ($1, gen_random_uuid(), 'S-001', $2, $3, '3204', 'REFERRED', current_date, now() + interval '1 hour')`,
    [desk.ids.person('sarni'), employerId, desk.vacancies[2]],
  );
  expect(await sealed()).toMatchObject({ stage: 3, vacancyId: desk.vacancies[0] });
});

describe('nothing, from the next request on', () => {
  const own = () => [desk.partners[0]];
  test.each([
    ['the partner is suspended', 'employer', `status = 'SUSPENDED'`, `status = 'ACTIVE'`, 'id'],
    [
      'the agreement has run out',
      'agreement',
      'ends_on = current_date - 2',
      'ends_on = current_date + 100',
      'employer_id',
    ],
    [
      'the agreement has not begun',
      'agreement',
      'starts_on = current_date + 2',
      'starts_on = current_date - 10',
      'employer_id',
    ],
    [
      'the agreement was terminated',
      'agreement',
      'terminated_on = current_date - 1',
      'terminated_on = NULL',
      'employer_id',
    ],
    ['there is an MoU only', 'agreement', `kind = 'MOU'`, `kind = 'DSA'`, 'employer_id'],
    ['the account is removed', 'partner_user', `status = 'REMOVED'`, `status = 'ACTIVE'`, 'employer_id'],
    ['the account is another', 'partner_user', `subject = 'other'`, `subject = 'recruiter-0'`, 'employer_id'],
  ])('when %s', async (_, table, set, back, key) => {
    expect(await stage()).toBe(3);
    await desk.sql(`UPDATE employers.${table} SET ${set} WHERE ${key} = $1`, own());
    expect(await stage()).toBeUndefined();
    await desk.sql(`UPDATE employers.${table} SET ${back} WHERE ${key} = $1`, own());
    expect(await stage()).toBe(3);
  });

  test('control: an agreement that ends today is in force, one that is terminated tomorrow too', async () => {
    const today = `(now() AT TIME ZONE 'Asia/Jakarta')::date`;
    await desk.sql(
      `UPDATE employers.agreement SET ends_on = ${today}, terminated_on = ${today} + 1 WHERE employer_id = $1`,
      own(),
    );
    expect(await stage()).toBe(3);
    await desk.sql(`UPDATE employers.agreement SET terminated_on = ${today} WHERE employer_id = $1`, own());
    expect(await stage()).toBeUndefined();
    await desk.sql(
      'UPDATE employers.agreement SET ends_on = current_date + 100, terminated_on = NULL WHERE employer_id = $1',
      own(),
    );
  });
});

test('a pseudonym of another employer, or of nobody, names nobody', async () => {
  for (const ref of [desk.ref('sarni', 1), desk.ref('budi'), '0'.repeat(32), 'sarni', desk.ids.person('sarni')]) {
    expect([ref, await stage(undefined, ref)]).toEqual([ref, undefined]);
  }
  expect(await stage(desk.recruiter(1), desk.ref('sarni', 1))).toBeUndefined();
});

test('nobody else may ask, and what is sealed is in no answer of the graph', async () => {
  const [employerId] = desk.partners;
  const query = 'query ($ref: ID!) { candidate(ref: $ref) { ref } }';
  for (const role of ROLES.filter((each) => !each.startsWith('PARTNER'))) {
    const viewer = viewerOf(role, { employerId, regionCodes: ['ID'], personId: desk.ids.person('sarni') });
    const { data, errors } = await desk.platform.ask(viewer, query, { ref: desk.ref('sarni') });
    expect([role, data?.['candidate'] ?? null, errors.length]).toEqual([role, null, 1]);
  }
  const { errors } = await desk.platform.ask(desk.recruiter(), query.replace('{ ref }', '{ disclosure }'), {
    ref: desk.ref('sarni'),
  });
  expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['GRAPHQL_VALIDATION_FAILED']);
});

test('whoever is asked about, partnership, referrals and cards are one statement each', async () => {
  await desk.refer('budi', 'REFERRED');
  const list = ['sarni', 'budi', 'child'].map((key) => ({ __typename: 'Candidate', ref: desk.ref(key) }));
  const query = 'query ($list: [_Any!]!) { _entities(representations: $list) { ... on Candidate { ref disclosure } } }';
  const { subgraph, database } = desk.platform.subgraph('employers');
  const statements: string[] = [];
  const stop = database.onStatement((text) => statements.push(text));
  const { data } = await subgraph.execute({ query, variables: { list } }, desk.recruiter());
  stop();
  const found = data?.['_entities'] as readonly ({ readonly ref: string } | null)[];
  expect(found.map((each) => each?.ref)).toEqual([desk.ref('sarni'), desk.ref('budi'), undefined]);
  expect(statements).toHaveLength(3);
});
