import { daysAfter, today } from '../../../shared/machine';
import { CandidateDesk } from '../../../test/support/candidate-desk';
import { viewerOf } from '../../../test/support/platform';
import type { ConsentKind } from './consent';

/** What was taken back opens nothing to the very next request, whatever else is in force and whatever is asked again. */
let desk: CandidateDesk;
let keys = 0;
beforeAll(async () => {
  desk = await CandidateDesk.open();
});
afterAll(() => desk[Symbol.asyncDispose]());
beforeEach(async () => {
  // What is told of the test before must not end the referral of this one.
  await desk.platform.relay.drain();
  await desk.sql('TRUNCATE beneficiaries.consent, employers.consent_ref');
});

interface Step {
  readonly id: string;
  readonly status: string;
  readonly version: number;
}

const citizen = () => viewerOf('CITIZEN', { subject: 'citizen sarni', personId: desk.ids.person('sarni') });
const nextKey = () => `withdrawal-${++keys}`;

async function send(mutation: 'giveConsent' | 'withdrawConsent', type: string, input: object) {
  const query = `mutation ($input: ${type}!) { done: ${mutation}(input: $input) { id status version } }`;
  const { data, errors } = await desk.platform.ask<{ done: Step | null }>(citizen(), query, { input });
  return data?.done ?? errors[0]?.extensions['code'];
}

/** What the person agrees to with the kind. */
const inputOf = (kind: ConsentKind) => ({
  ...{ clientKey: nextKey(), personId: desk.ids.person('sarni'), kind, givenBy: 'SELF', form: 'LISAN' },
  ...{ textVersion: 'C-1', expiresOn: daysAfter(today(), 30) },
  ...(kind !== 'ANONYMOUS_PROFILE' && { employerId: desk.partners[0] }),
  ...(kind === 'REFERRAL' && { vacancyId: desk.vacancies[0] }),
  ...(kind === 'EMPLOYMENT' && { payroll: { account: '007-123-4567', bpjsNumber: '19012345678' } }),
});
const give = (input: object) => send('giveConsent', 'GiveConsentInput', input) as Promise<Step>;
const withdraw = (id: string, clientKey = nextKey(), version = 1) =>
  send('withdrawConsent', 'StepInput', { id, version, clientKey });

const FIELDS = ['skills', 'firstName', 'fullName', 'phone', 'nik', 'payrollAccount', 'disability'];
const SELECTION = FIELDS.join(' ');
type Shown = Readonly<Record<string, unknown>>;
/** A candidate who is there no longer has nothing to show either. */
const nothing = Object.fromEntries(FIELDS.map((field) => [field, null]));

/** What the registry answers to the capability of a stage, and the whole platform of somebody at work. */
async function shown(stage: 1 | 3 | 4): Promise<readonly Shown[]> {
  const representation = { ref: desk.ref('sarni'), disclosure: desk.seal(desk.disclosure('sarni', stage)) };
  const { data } = await desk.entities(desk.recruiter(), [representation], SELECTION);
  const [ofRegistry] = (data?.['_entities'] ?? []) as Shown[];
  if (stage === 1) return [{ ...nothing, ...ofRegistry }];
  const query = `query ($ref: ID!) { candidate(ref: $ref) { ${SELECTION} } }`;
  const answer = await desk.platform.ask<{ candidate: Shown }>(desk.recruiter(), query, { ref: desk.ref('sarni') });
  return [ofRegistry, answer.data?.candidate].map((each) => ({ ...nothing, ...each }));
}

const NAMED = { firstName: 'Sarni', fullName: 'Sarni Dewi Wulandaru', phone: '+62 000 1234 5678' };
const PAID = { nik: '3204054101809917', payrollAccount: '0071234567' };

describe.each<[ConsentKind, readonly ConsentKind[], 1 | 3 | 4, Shown]>([
  ['ANONYMOUS_PROFILE', [], 1, { skills: ['JAHIT'] }],
  ['REFERRAL', [], 3, NAMED],
  ['EMPLOYMENT', ['REFERRAL'], 4, PAID],
  ['DISABILITY', ['REFERRAL'], 3, { disability: 'FISIK' }],
])('%s', (kind, others, stage, opened) => {
  const shut = Object.fromEntries(Object.keys(opened).map((field) => [field, null]));
  const all = async (expected: Shown) => {
    const answers = await shown(stage);
    expect(answers).toEqual(answers.map(() => expect.objectContaining(expected)));
  };

  test('is taken back: shut at once, also when either request comes again', async () => {
    await desk.refer('sarni', stage === 4 ? 'PLACED' : 'INTERVIEW');
    for (const other of others) await give(inputOf(other));
    await all(shut);
    const input = inputOf(kind);
    const { id } = await give(input);
    await all(opened);
    const key = nextKey();
    const taken = await withdraw(id, key);
    expect(taken).toEqual({ id, status: 'WITHDRAWN', version: 2 });
    await all(shut);
    expect(await withdraw(id, key)).toEqual(taken);
    expect(await withdraw(id, nextKey(), 2)).toBe('INVALID_TRANSITION');
    // What was agreed to once is not agreed to again because its request arrives again.
    expect(await give(input)).toMatchObject({ id });
    await all(shut);
    // Control: what is left is open still, and a new consent opens again.
    if (others.length > 0) await all({ fullName: NAMED.fullName });
    await give(inputOf(kind));
    await all(opened);
  });

  test('of two at once one takes it back, and both leave it shut', async () => {
    await desk.refer('sarni', stage === 4 ? 'PLACED' : 'INTERVIEW');
    for (const other of others) await give(inputOf(other));
    const { id } = await give(inputOf(kind));
    const both = await Promise.all([withdraw(id), withdraw(id)]);
    expect(both).toEqual(expect.arrayContaining([{ id, status: 'WITHDRAWN', version: 2 }, 'CONFLICT']));
    await all(shut);
  });
});

test('a consent of a record that the person has restricted can be taken back, and stays so when that is over', async () => {
  await desk.refer('sarni', 'INTERVIEW');
  const { id } = await give(inputOf('REFERRAL'));
  const right = async (mutation: string) => {
    const query = `mutation ($input: PersonRightInput!) { ${mutation}(input: $input) { person } }`;
    const input = { person: desk.ids.person('sarni'), reason: 'I want to think', clientKey: nextKey() };
    expect((await desk.platform.ask(citizen(), query, { input })).errors).toEqual([]);
  };
  await right('restrictProcessing');
  expect(await withdraw(id)).toMatchObject({ status: 'WITHDRAWN' });
  await right('liftRestriction');
  for (const each of await shown(3)) expect(each).toMatchObject({ fullName: null });
});
