import { createHash } from 'node:crypto';
import { ROLES } from '../../../shared/viewer';
import { startTestPlatform, viewerOf } from '../../../test/support/platform';
import type { TestPlatform } from '../../../test/support/platform';
import { CONSENT_COLUMNS, DATA_CLASSES, FAMILY_COLUMNS, PERSON_COLUMNS } from './data-class';
import { ERASURES } from './erase';
import { NIK, RightDesk, addPeople } from '../../../test/support/rights';

let platform: TestPlatform;
let desk: RightDesk;
beforeAll(async () => {
  platform = await startTestPlatform();
  desk = new RightDesk(platform, await addPeople(platform));
});
afterAll(() => platform.stop());
beforeEach(() => desk.sql('TRUNCATE beneficiaries.right_event'));

interface Export {
  readonly exportMyData: { readonly createdAt: Date; readonly data: string; readonly digest: string } | null;
}
const EXPORT = 'mutation { exportMyData { createdAt data digest } }';
const exportOf = async (person: string) => {
  const { data } = await platform.ask<Export>(viewerOf('CITIZEN', { personId: desk.ids.person(person) }), EXPORT);
  if (!data?.exportMyData) throw new Error('nothing exported');
  return data.exportMyData;
};

interface Document {
  readonly person: Record<string, unknown>;
  readonly children: readonly Record<string, unknown>[];
  readonly family: Record<string, unknown>;
}

test('one document holds everything that is decided to be shown, identifiers masked', async () => {
  const { data, digest } = await exportOf('mother');
  const document = JSON.parse(data) as Document;
  expect(digest).toBe(createHash('sha256').update(data).digest('hex'));
  const namesOf = (columns: typeof PERSON_COLUMNS) =>
    Object.values(columns).flatMap(({ shown }) =>
      'leftOut' in shown ? [] : ['as' in shown ? shown.as : shown.sealedAs],
    );
  expect(Object.keys(document.person).sort()).toEqual(namesOf(PERSON_COLUMNS).sort());
  expect(Object.keys(document.family).sort()).toEqual(namesOf(FAMILY_COLUMNS).sort());
  expect(document.person).toMatchObject({
    ...{ id: desk.ids.person('mother'), fullName: 'Sarni Wulandaru', nik: '************9001' },
    ...{ disabilities: ['FISIK'], birthDate: '1980-01-01', phone: '+62 000 1234 5678' },
  });
  expect(document.family).toMatchObject({ kkNumber: '************9001', desil: 1, car: 1, kpmFlags: ['PKH'] });
  expect(data).not.toContain(NIK);
});

test('the own child is in it, a grown-up son is not; he exports himself alone', async () => {
  const children = async (person: string) =>
    (JSON.parse((await exportOf(person)).data) as Document).children.map(({ fullName }) => fullName);
  expect(await children('mother')).toEqual(['Sinta Wulandaru']);
  expect(await children('son')).toEqual([]);
});

test('each export is written down with its digest', async () => {
  const { digest } = await exportOf('mother');
  expect(await desk.sql('SELECT person_id, event, role, detail FROM beneficiaries.right_event')).toEqual([
    { person_id: desk.ids.person('mother'), event: 'EXPORTED', role: 'CITIZEN', detail: digest },
  ]);
});

test.each(ROLES.filter((role) => role !== 'CITIZEN'))('%s exports nothing', async (role) => {
  const claims = { regionCodes: ['ID'], personId: desk.ids.person('mother'), programCodes: ['PKH'] };
  const { errors } = await platform.ask(viewerOf(role, claims), EXPORT);
  expect(errors.map(({ extensions }) => extensions['code'])).toEqual([expect.stringMatching(/^FORBIDDEN/)]);
  expect(await desk.events()).toEqual([]);
});

test.each([
  ['person', PERSON_COLUMNS],
  ['family', FAMILY_COLUMNS],
  ['consent', CONSENT_COLUMNS],
])('every column of %s is decided, and none that does not exist', async (table, columns) => {
  const rows = await desk.sql(
    `SELECT column_name AS name FROM information_schema.columns WHERE table_schema = 'beneficiaries' AND table_name = $1`,
    [table],
  );
  expect(Object.keys(columns).sort()).toEqual(rows.map(({ name }) => String(name)).sort());
});

test('what is decided to be erased is what erasing sets', () => {
  const decided = (wanted: string) =>
    Object.entries(PERSON_COLUMNS).flatMap(([column, { erased }]) => (erased === wanted ? [column] : []));
  const set = (name: (typeof DATA_CLASSES)[number]) =>
    [...ERASURES[name].set.matchAll(/(?:^|, )(\w+) =/g)].map(([, column]) => column);
  for (const name of DATA_CLASSES) expect([name, set(name).sort()]).toEqual([name, decided(name).sort()]);
});
