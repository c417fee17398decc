import { entriesOf, subjectOf } from '../support/ledger';
import { addFamilies } from '../support/people';
import type { TestIds } from '../support/people';
import { startTestPlatform, viewerOf } from '../support/platform';
import type { TestPlatform } from '../support/platform';

/** What the read ledger and oversight know of what is given out of turn: by emergency access, or one value at a time. */
const NIK = '3204054101809001';
const month = new Date().toISOString().slice(0, 7);
const dpo = viewerOf('DPO', { subject: 'dpo-1', purpose: 'AUDIT', regionCodes: ['32'] });
const office = viewerOf('DINSOS', { subject: 'office-1', purpose: 'VERIFIKASI', regionCodes: ['3204'] });

let platform: TestPlatform;
let ids: TestIds;
beforeAll(async () => {
  platform = await startTestPlatform();
  await platform.relay.stop();
  ids = await addFamilies(platform, [
    { key: 'f1', members: [{ key: 'sarni', nik: NIK }] },
    { key: 'f2', members: [{ key: 'budi', name: 'Budi Kertawan' }] },
  ]);
});
afterAll(() => platform.stop());

const open = async (person: string) => {
  const input = {
    person: ids.person(person),
    reason: 'flood, next of kin must be reached',
    clientKey: `open-${person}-1`,
  };
  const { data } = await platform.ask<{ openBreakGlass: { id: string } }>(
    dpo,
    'mutation ($input: OpenBreakGlassInput!) { openBreakGlass(input: $input) { id } }',
    { input },
  );
  return data?.openBreakGlass.id;
};
const names = (...persons: string[]) =>
  platform.ask(dpo, 'query N($ids: [ID!]!) { persons(filter: { id: { in: $ids } }) { nodes { fullName nik } } }', {
    ids: persons.map((key) => ids.person(key)),
  });
const name = (person: string) =>
  platform.ask(dpo, 'query N($id: ID!) { person(id: $id) { fullName family { kkNumber } } }', {
    id: ids.person(person),
  });

test('what was read under emergency access names it; what was read without names none', async () => {
  const before = await entriesOf(platform, 'beneficiaries', () => name('sarni'));
  expect(before.map(({ breakGlassId, decisions }) => [breakGlassId, decisions.map(({ grade }) => grade)])).toEqual([
    [null, ['MASKED', 'WITHHELD']],
  ]);
  const grant = await open('sarni');
  const [entry, ...more] = await entriesOf(platform, 'beneficiaries', () => name('sarni'));
  expect(more).toEqual([]);
  expect(entry).toMatchObject({ account: 'dpo-1', breakGlassId: grant, dataClass: 'P3' });
  expect(entry?.decisions).toContainEqual({
    grade: 'FULL',
    coordinates: ['Person.fullName'],
    groups: ['NAME'],
    subjects: [subjectOf(platform, 'person', ids.person('sarni'))],
  });
  // Beside it another person stays shut.
  const [other] = await entriesOf(platform, 'beneficiaries', () => name('budi'));
  expect(other).toMatchObject({ breakGlassId: null, rowCount: 0 });
});

test('two grants in one fetch are both named', async () => {
  const grants = [await open('sarni'), await open('budi')].sort();
  const [entry] = await entriesOf(platform, 'beneficiaries', () => names('sarni', 'budi'));
  expect(entry?.breakGlassId?.split(' ').sort()).toEqual(grants);
  expect(entry?.rowCount).toBe(2);
});

test('one question costs one statement more, and only under emergency access', async () => {
  const opened = (await name('sarni')).statements.length;
  const id = await open('sarni');
  await platform.ask(dpo, 'mutation ($id: ID!) { closeBreakGlass(id: $id) { status } }', { id });
  const shut = (await name('sarni')).statements.length;
  expect(opened - shut).toBe(1);
});

test('a revealed number is a reading of the field it belongs to, and is counted by role and purpose', async () => {
  const input = { person: ids.person('sarni'), field: 'NIK', reason: 'the card is compared', clientKey: 'reveal-1' };
  const [entry] = await entriesOf(platform, 'beneficiaries', () =>
    platform.ask(office, 'mutation ($input: RevealIdentifierInput!) { revealIdentifier(input: $input) { value } }', {
      input,
    }),
  );
  expect(entry).toMatchObject({ account: 'office-1', purpose: 'VERIFIKASI', dataClass: 'P3', rowCount: 1 });
  expect(entry?.decisions).toEqual([
    {
      grade: 'FULL',
      coordinates: ['Person.nik'],
      groups: ['IDENTIFIER'],
      subjects: [subjectOf(platform, 'person', ids.person('sarni'))],
    },
  ]);
  await platform.relay.drain();
  const { data, errors } = await platform.ask<{
    revealedIdentifiers: { role: string; purpose: string }[];
    readersOf: { nodes: { account: string }[] };
  }>(
    dpo,
    `query ($month: String!, $person: ID!) {
       revealedIdentifiers(month: $month) { role purpose }
       readersOf(person: $person, field: "Person.nik") { nodes { account } } }`,
    { month, person: ids.person('sarni') },
  );
  expect(errors).toEqual([]);
  expect(data?.revealedIdentifiers).toContainEqual({ role: 'DINSOS', purpose: 'VERIFIKASI' });
  expect(data?.readersOf.nodes.map(({ account }) => account)).toContain('office-1');
});

test('a grant waits for review in oversight, under the id the ledger names', async () => {
  const grant = await open('budi');
  await platform.relay.drain();
  const { data } = await platform.ask<{ breakGlassReviews: { nodes: { id: string; account: string }[] } }>(
    viewerOf('DPO', { subject: 'dpo-2', purpose: 'AUDIT', regionCodes: ['ID'] }),
    '{ breakGlassReviews(status: PENDING) { nodes { id account } } }',
  );
  expect(data?.breakGlassReviews.nodes).toContainEqual({ id: grant, account: 'dpo-1' });
});
