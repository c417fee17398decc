import { isObjectType } from 'graphql';
import { readSupergraph } from '../../../platform/front';
import type { LedgerEntry } from '../../../shared/database';
import { CARD, CandidateDesk } from '../../../test/support/candidate-desk';
import type { TestConsent } from '../../../test/support/candidate-desk';
import { entriesOf, subjectOf } from '../../../test/support/ledger';
import { loadOnce } from '../../../test/support/loaded-supergraph';

let desk: CandidateDesk;
beforeAll(async () => {
  desk = await CandidateDesk.open();
});
afterAll(() => desk[Symbol.asyncDispose]());

/** Every field of a candidate: from which stage on it is open, and what it then holds. */
const FIELDS: Readonly<Record<string, readonly [stage: 1 | 2 | 3 | 4 | 'OPT_IN', value: unknown]>> = {
  ageBand: [1, CARD.ageBand],
  'regency { name }': [1, { name: 'Kabupaten Bandung' }],
  'province { name }': [1, { name: 'Jawa Barat' }],
  skills: [1, CARD.skills],
  certificates: [1, CARD.certificates],
  education: [1, CARD.education],
  availability: [1, CARD.availability],
  accommodations: [1, CARD.accommodations],
  firstName: [2, 'Sarni'],
  'workHistory { workStatus businessSector }': [2, { workStatus: 4, businessSector: 'G' }],
  fullName: [3, 'Sarni Dewi Wulandaru'],
  phone: [3, '+62 000 1234 5678'],
  interviewSupport: [3, ['RAMP_LIFT']],
  nik: [4, '3204054101809917'],
  birthDate: [4, '1980-01-01'],
  address: [4, 'Jalan Contoh 1'],
  payrollAccount: [4, '0071234567'],
  bpjsNumber: [4, '19012345678'],
  disability: ['OPT_IN', 'FISIK'],
};
const SELECTION = Object.keys(FIELDS).join(' ');
const nameOf = (field: string) => field.split(' ')[0] ?? field;
/** What of the selection stands on types below. */
const BELOW = ['WorkHistory.businessSector', 'WorkHistory.workStatus'];

const KINDS = ['ANONYMOUS_PROFILE', 'REFERRAL', 'EMPLOYMENT', 'DISABILITY'] as const;
type Kind = TestConsent['kind'];
/** Every set of consents. */
const SETS = Array.from({ length: 2 ** KINDS.length }, (_, bits) => KINDS.filter((__, index) => bits & (1 << index)));
/** What each stage takes. */
const CONSENT_FOR: Readonly<Record<number, Kind>> = {
  1: 'ANONYMOUS_PROFILE',
  2: 'REFERRAL',
  3: 'REFERRAL',
  4: 'EMPLOYMENT',
};

/** The rule in words: the highest stage the referral has reached for which there is consent. */
function openedBy(stage: number, consents: readonly Kind[]) {
  const open =
    ([4, 3, 2, 1] as const).find((each) => each <= stage && consents.some((kind) => kind === CONSENT_FOR[each])) ?? 0;
  return { open, optIn: open >= 2 && consents.includes('DISABILITY') };
}

/** What is answered, and what the ledger must hold, for a stage and a set of consents with their ids. */
function expected(stage: number, consents: readonly Kind[], ids: readonly string[], values = FIELDS) {
  const { open, optIn } = openedBy(stage, consents);
  const isOpen = (field: string) => {
    const [from] = FIELDS[field] ?? [4];
    return from === 'OPT_IN' ? optIn : open >= from;
  };
  const idOf = (wanted?: Kind) => ids[consents.findIndex((kind) => kind === wanted)] ?? '';
  const given = Object.keys(FIELDS).filter(isOpen);
  const below = open >= 2 ? BELOW : [];
  const under = [...(open === 0 ? [] : [idOf(CONSENT_FOR[open])]), ...(optIn ? [idOf('DISABILITY')] : [])];
  return {
    answer: Object.fromEntries(
      Object.keys(FIELDS).map((field) => [nameOf(field), isOpen(field) ? values[field]?.[1] : null]),
    ),
    given: [...given.map((field) => `Candidate.${nameOf(field)}`), ...below].sort(),
    refused: Object.keys(FIELDS)
      .filter((field) => !isOpen(field))
      .map((field) => `Candidate.${nameOf(field)}`)
      .sort(),
    consentId: open === 0 ? null : under.sort().join(' '),
  };
}

/** The same of an entry of the ledger. */
function held(entries: readonly LedgerEntry[]) {
  expect(entries).toHaveLength(1);
  const [entry] = entries;
  const decisions = entry?.decisions ?? [];
  const full = decisions.filter(({ grade }) => grade === 'FULL');
  return {
    who: [entry?.account, entry?.role, entry?.organisation, entry?.purpose],
    whose: full.map(({ subjects }) => subjects),
    given: full.flatMap(({ coordinates }) => coordinates).sort(),
    refused: decisions
      .filter(({ grade }) => grade !== 'FULL')
      .flatMap(({ coordinates }) => coordinates)
      .sort(),
    consentId: entry?.consentId,
  };
}
const recorded = ({ given, refused, consentId }: ReturnType<typeof expected>) => ({
  who: ['recruiter-0', 'PARTNER_RECRUITER', desk.partners[0], 'PENEMPATAN'],
  whose: given.length === 0 ? [] : [[subjectOf(desk.platform, 'person', desk.ids.person('sarni'))]],
  ...{ given, refused, consentId },
});

describe.each(SETS.map((consents) => [consents.join(' ') || 'no consent', consents] as const))(
  'with %s',
  (_, consents) => {
    let ids: string[];
    beforeAll(async () => {
      ids = await desk.agree(
        'sarni',
        consents.map((kind) => ({ kind })),
      );
    });

    test.each([0, 1, 2, 3, 4] as const)('at stage %d: every field, and the entry in the ledger', async (stage) => {
      const wanted = expected(stage, consents, ids);
      const entries = await entriesOf(desk.platform, 'beneficiaries', async () => {
        const disclosure = desk.seal(desk.disclosure('sarni', stage));
        const answer = await desk.entities(desk.recruiter(), [{ ref: desk.ref('sarni'), disclosure }], SELECTION);
        expect(answer.data).toEqual({ _entities: [wanted.answer] });
        const notes = (answer.extensions?.['access'] ?? []) as readonly { readonly coordinate: string }[];
        expect(notes.map(({ coordinate }) => coordinate).sort()).toEqual(wanted.refused);
      });
      expect(held(entries)).toEqual(recorded(wanted));
    });

    test.each([
      ['REFERRED', 2],
      ['ACCEPTED', 3],
      ['INTERVIEW', 3],
      ['OFFERED', 3],
      ['PLACED', 4],
      ['RETAINED_12', 4],
    ] as const)('%s, over the whole platform', async (status, stage) => {
      await desk.refer('sarni', status);
      // Nothing is published of somebody who is asked for by reference.
      const bare = Object.fromEntries(
        Object.entries(FIELDS).map(([field, [from, value]]) => [field, [from, from === 1 ? null : value] as const]),
      );
      // Of somebody at work the band goes with the day of birth.
      const ageBand = [1, openedBy(stage, consents).open === 4 ? 'AGE_45_59' : null] as const;
      const wanted = expected(stage, consents, ids, { ...bare, ageBand, interviewSupport: [3, null] });
      const entries = await entriesOf(desk.platform, 'beneficiaries', async () => {
        const { data } = await desk.platform.ask(
          desk.recruiter(),
          `query ($ref: ID!) { candidate(ref: $ref) { ref ${SELECTION} } }`,
          { ref: desk.ref('sarni') },
        );
        expect(data).toEqual({ candidate: { ref: desk.ref('sarni'), ...wanted.answer } });
      });
      expect(held(entries)).toEqual(recorded(wanted));
    });
  },
);

const ALL = KINDS.map((kind) => ({ kind }));
const askOver = (selection: string) =>
  desk.platform.ask(desk.recruiter(), `query ($ref: ID!) { candidate(ref: $ref) { ${selection} } }`, {
    ref: desk.ref('sarni'),
  });

/** The names of the fields of a type, as clients see it. */
function fieldsOf(name: string): string[] {
  const type = loadOnce(readSupergraph()).apiSchema.getType(name);
  if (!isObjectType(type)) throw new Error(`${name} has no fields`);
  return Object.keys(type.getFields());
}

test('control: the table above is of every field there is', () => {
  const own = Object.keys(FIELDS).map(nameOf);
  expect(fieldsOf('Candidate').sort()).toEqual(['ref', ...own].sort());
  expect(fieldsOf('WorkHistory').map((field) => `WorkHistory.${field}`)).toEqual(expect.arrayContaining(BELOW));
  expect(fieldsOf('WorkHistory')).toHaveLength(BELOW.length);
});

test('never: nothing else of the record, the family or the case is a field of a candidate, whatever was agreed to', async () => {
  await desk.agree('sarni', ALL);
  await desk.refer('sarni', 'PLACED');
  const never = new Set(['Person', 'Family', 'ServiceCase'].flatMap(fieldsOf));
  for (const name of fieldsOf('Candidate')) never.delete(name);
  const named = ['desil', 'kpmFlags', 'chronicIllnesses', 'pregnant', 'family', 'members', 'enrolments'];
  expect(named.filter((field) => !never.has(field))).toEqual([]);
  const entries = await entriesOf(desk.platform, 'beneficiaries', async () => {
    for (const field of never) {
      const { errors, fetches } = await askOver(`${field} nik`);
      expect([field, errors[0]?.extensions['code'], fetches]).toEqual([field, 'GRAPHQL_VALIDATION_FAILED', []]);
    }
  });
  expect(entries).toEqual([]);
});

describe('stage 5, with every consent', () => {
  beforeAll(() => desk.agree('sarni', ALL));

  test.each([
    ...(['NOMINATED', 'DECLINED', 'LAPSED', 'REVOKED', 'INTERVIEW_FAILED', 'OFFER_REFUSED'] as const).map(
      (status) => [status, undefined] as const,
    ),
    ['ENDED', 31] as const,
  ])('%s (%s days ago): nobody, and the registry is not asked', async (status, days) => {
    await desk.refer('sarni', status, days);
    const entries = await entriesOf(desk.platform, 'beneficiaries', async () => {
      const { data, errors, fetches } = await askOver(`ref ${SELECTION}`);
      expect([data, errors, fetches]).toEqual([{ candidate: null }, [], ['employers']]);
    });
    expect(entries).toEqual([]);
  });

  test('control: on the thirtieth day after the last of work payroll is still read, and written down', async () => {
    await desk.refer('sarni', 'ENDED', 30);
    const entries = await entriesOf(desk.platform, 'beneficiaries', async () => {
      expect((await askOver('nik')).data).toEqual({ candidate: { nik: '3204054101809917' } });
    });
    expect(entries.flatMap(({ decisions }) => decisions)).toMatchObject([
      { grade: 'FULL', coordinates: ['Candidate.nik'] },
    ]);
  });
});

test('several candidates are one statement and one entry, each under their own consents', async () => {
  const [, referral] = await desk.agree('sarni', [{ kind: 'ANONYMOUS_PROFILE' }, { kind: 'REFERRAL' }]);
  const [card] = await desk.agree('budi', [{ kind: 'ANONYMOUS_PROFILE' }]);
  const representations = (['sarni', 'budi', 'child'] as const).map((key) => ({
    ref: desk.ref(key),
    disclosure: desk.seal(desk.disclosure(key, 3)),
  }));
  const statements: string[] = [];
  const stop = desk.platform.subgraph('beneficiaries').database.onStatement((text) => statements.push(text));
  const entries = await entriesOf(desk.platform, 'beneficiaries', async () => {
    const { data } = await desk.entities(desk.recruiter(), representations, 'skills fullName');
    expect(data).toEqual({
      _entities: [
        { skills: ['JAHIT'], fullName: 'Sarni Dewi Wulandaru' },
        { skills: ['JAHIT'], fullName: null },
        { skills: null, fullName: null },
      ],
    });
  });
  stop();
  expect(statements).toHaveLength(1);
  expect(entries.map(({ consentId, rowCount }) => [consentId, rowCount])).toEqual([
    [[referral, card].sort().join(' '), 2],
  ]);
});
