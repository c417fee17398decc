import { viewerOf } from '../../../test/support/platform';
import { ProgramsDesk } from '../../../test/support/programs-desk';
import type { TestEnrolment } from '../../../test/support/programs-desk';

const OFFICER = viewerOf('DINSOS', { regionCodes: ['3204'] });
const FAMILY = '00000001-0000-8000-8000-000000000001';
const QUERY = `query ($family: ID!) {
  doubleDipping(filter: { familyId: { eq: $family } }) {
    nodes { from to rule { code legalRef validFrom validTo confidence } family { id } enrolments { program { code } } }
    totalCount { value }
  }
}`;
interface Found {
  readonly doubleDipping: {
    readonly nodes: readonly {
      readonly from: string;
      readonly to: string | null;
      readonly rule: { readonly code: string };
    }[];
  };
}

let desk: ProgramsDesk;
beforeAll(async () => {
  desk = await ProgramsDesk.open();
});
beforeEach(async () => {
  await desk.clear();
  await desk.rows('DELETE FROM program_combination WHERE NOT allowed');
});
afterAll(() => desk[Symbol.asyncDispose]());

const forbid = (one: string, other: string, from = '2025-01-01', to: string | null = null) =>
  desk.rows(
    `INSERT INTO program_combination (program_code, other_code, allowed, valid_from, valid_to, legal_ref, confidence)
     VALUES ($1, $2, false, $3, $4, 'Aturan contoh', 'UNCERTAIN')`,
    [one, other, from, to],
  );
const enrol = (program: string, more: TestEnrolment = {}) => desk.enrol({ program, family: FAMILY, ...more });
async function conflicts(viewer = OFFICER) {
  const { data, codes } = await desk.ask<Found>(viewer, QUERY, { family: FAMILY });
  expect(codes).toEqual([]);
  return data.doubleDipping.nodes.map(({ from, to, rule }) => `${rule.code} ${from} ${to ?? ''}`.trim());
}

test('which rule, since when, and which enrolments; below the family the same', async () => {
  await forbid('PENA', 'PROKUS');
  await enrol('PENA', { startedOn: '2025-03-01' });
  await enrol('PROKUS', { startedOn: '2025-06-01' });
  await enrol('PKH');
  const { data } = await desk.ask(OFFICER, QUERY, { family: FAMILY });
  const found = {
    from: '2025-06-01',
    to: null,
    rule: {
      code: 'PENA+PROKUS',
      legalRef: 'Aturan contoh',
      validFrom: '2025-01-01',
      validTo: null,
      confidence: 'UNCERTAIN',
    },
    family: { id: FAMILY },
    enrolments: [{ program: { code: 'PENA' } }, { program: { code: 'PROKUS' } }],
  };
  expect(data).toEqual({ doubleDipping: { nodes: [found], totalCount: { value: 1 } } });
  const below = `query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on Family { forbiddenCombinations { from rule { code } } } } }`;
  const keys = [{ __typename: 'Family', id: FAMILY }];
  expect((await desk.ask(OFFICER, below, { keys })).data).toEqual({
    _entities: [{ forbiddenCombinations: [{ from: '2025-06-01', rule: { code: 'PENA+PROKUS' } }] }],
  });
});

test.each([
  ['written from one side', [['PENA', 'PROKUS']], ['PENA+PROKUS 2025-01-01']],
  ['written from the other side', [['PROKUS', 'PENA']], ['PROKUS+PENA 2025-01-01']],
  [
    'written from both sides counts once',
    [
      ['PENA', 'PROKUS'],
      ['PROKUS', 'PENA'],
    ],
    ['PENA+PROKUS 2025-01-01'],
  ],
  ['about other programs', [['PENA', 'KUBE']], []],
] as const)('a rule %s', async (_, rules, expected) => {
  for (const [one, other] of rules) await forbid(one, other);
  await enrol('PENA');
  await enrol('PROKUS');
  expect(await conflicts()).toEqual(expected);
});

test.each<[string, TestEnrolment, string[]]>([
  ['ended the day before the other began', { endedOn: '2025-05-31', status: 'GRADUATED_VOLUNTARILY' }, []],
  [
    'ended on the day the other began',
    { endedOn: '2025-06-01', status: 'INACTIVE' },
    ['PENA+PROKUS 2025-06-01 2025-06-01'],
  ],
  ['goes on', {}, ['PENA+PROKUS 2025-06-01']],
  ['rests', { status: 'SUSPENDED' }, ['PENA+PROKUS 2025-06-01']],
  ['has not begun', { status: 'DESIGNATED' }, []],
  ['is over, nobody knows since when', { status: 'INACTIVE' }, []],
])('an enrolment that %s', async (_, first, expected) => {
  await forbid('PENA', 'PROKUS');
  await enrol('PENA', { startedOn: '2025-02-01', ...first });
  await enrol('PROKUS', { startedOn: '2025-06-01' });
  expect(await conflicts()).toEqual(expected);
});

test('a rule holds within its own days only, and one that came later finds what runs then', async () => {
  await enrol('PENA', { startedOn: '2023-01-01', endedOn: '2024-12-31', status: 'INACTIVE' });
  await enrol('PROKUS', { startedOn: '2023-01-01' });
  await forbid('PENA', 'PROKUS', '2025-01-01');
  expect(await conflicts()).toEqual([]);
  await forbid('PENA', 'PROKUS', '2024-01-01', '2024-06-30');
  expect(await conflicts()).toEqual(['PENA+PROKUS 2024-01-01 2024-06-30']);
});

test('what is allowed is no conflict: PKH and Sembako', async () => {
  await enrol('PKH');
  await enrol('SEMBAKO');
  expect(await conflicts()).toEqual([]);
});

test('a conflict is seen by whoever sees both enrolments', async () => {
  await forbid('PENA', 'PROKUS');
  await enrol('PENA');
  await enrol('PROKUS');
  const manager = (...programCodes: string[]) => viewerOf('PROGRAM_MANAGER', { programCodes });
  expect(await conflicts(manager('PENA', 'PROKUS'))).toHaveLength(1);
  expect(await conflicts(manager('PENA'))).toEqual([]);
  expect(await conflicts(manager('PROKUS'))).toEqual([]);
  expect(await conflicts(viewerOf('DINSOS', { regionCodes: ['3205'] }))).toEqual([]);
  const byPlace = '{ doubleDipping(filter: { region: { within: "3204" } }) { totalCount { value } } }';
  expect((await desk.ask(OFFICER, byPlace)).data).toEqual({ doubleDipping: { totalCount: { value: 1 } } });
  expect((await desk.ask(manager('PENA', 'PROKUS'), byPlace)).codes).toEqual(['FORBIDDEN_ARGUMENT']);
});
