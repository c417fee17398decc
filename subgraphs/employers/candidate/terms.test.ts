import { readFileSync } from 'node:fs';
import { Kind, parse } from 'graphql';
import { DISCLOSURE, DISCLOSURE_FIELDS, disclosureSchema } from '../../../shared/access';
import type { DisclosureField } from '../../../shared/access';
import { createFieldCipher, openCapability } from '../../../shared/database';
import type { Viewer } from '../../../shared/viewer';
import { ALL_FIELDS, CARD, CandidateDesk } from '../../../test/support/candidate-desk';
import { entriesOf } from '../../../test/support/ledger';

/** What the agreement on data does not name is told at no stage, whatever the person agreed to. */
let desk: CandidateDesk;
beforeAll(async () => {
  desk = await CandidateDesk.open();
  await desk.agree(
    'sarni',
    (['ANONYMOUS_PROFILE', 'REFERRAL', 'EMPLOYMENT', 'DISABILITY'] as const).map((kind) => ({ kind })),
  );
  await desk.refer('sarni', 'PLACED');
});
afterAll(() => desk[Symbol.asyncDispose]());
afterEach(() => name(ALL_FIELDS));

/** Every word of an agreement, with the fields it opens and what they hold at the last stage. */
const FIELDS: Readonly<Record<DisclosureField, Readonly<Record<string, unknown>>>> = {
  AGE_BAND: { ageBand: CARD.ageBand },
  REGENCY: { 'regency { name }': { name: 'Kabupaten Bandung' }, 'province { name }': { name: 'Jawa Barat' } },
  SKILLS: { skills: CARD.skills },
  CERTIFICATES: { certificates: CARD.certificates },
  EDUCATION: { education: CARD.education },
  AVAILABILITY: { availability: CARD.availability },
  ACCOMMODATIONS: { accommodations: CARD.accommodations },
  FIRST_NAME: { firstName: 'Sarni' },
  WORK_HISTORY: { 'workHistory { workStatus }': { workStatus: 4 } },
  FULL_NAME: { fullName: 'Sarni Dewi Wulandaru' },
  PHONE: { phone: '+62 000 1234 5678' },
  INTERVIEW_SUPPORT: { interviewSupport: ['RAMP_LIFT'] },
  NIK: { nik: '3204054101809917' },
  BIRTH_DATE: { birthDate: '1980-01-01' },
  ADDRESS: { address: 'Jalan Contoh 1' },
  PAYROLL_ACCOUNT: { payrollAccount: '0071234567' },
  BPJS_NUMBER: { bpjsNumber: '19012345678' },
  DISABILITY: { disability: 'FISIK' },
};
const SELECTION = Object.values(FIELDS)
  .flatMap((fields) => Object.keys(fields))
  .join(' ');
const nameOf = (field: string) => field.split(' ')[0] ?? field;

/** What is answered, and what is withheld, where some words are named. */
function expected(named: readonly DisclosureField[]) {
  const all = Object.entries(FIELDS).flatMap(([word, fields]) =>
    Object.entries(fields).map(([field, value]) => ({
      field: nameOf(field),
      value,
      isNamed: named.includes(word as DisclosureField),
    })),
  );
  return {
    answer: Object.fromEntries(all.map(({ field, value, isNamed }) => [field, isNamed ? value : null])),
    withheld: all.flatMap(({ field, isNamed }) => (isNamed ? [] : [`Candidate.${field}`])).sort(),
  };
}

/** Has the agreement of the partner name these words. */
const name = (fields: readonly DisclosureField[], more = '') =>
  desk.sql(`UPDATE employers.agreement SET fields = $2 ${more} WHERE employer_id = $1`, [desk.partners[0], fields]);

/** What the employers' side seals now. */
async function sealed(viewer: Viewer = desk.recruiter()) {
  const query = 'query ($ref: ID!) { candidate(ref: $ref) { disclosure } }';
  const variables = { ref: desk.ref('sarni') };
  const { data } = await desk.platform.subgraph('employers').subgraph.execute({ query, variables }, viewer);
  const found = data?.['candidate'] as { readonly disclosure: string } | null;
  const cipher = createFieldCipher(desk.platform.database.config.keys);
  return openCapability(cipher, DISCLOSURE, disclosureSchema, found?.disclosure)?.fields;
}

describe('at the registry', () => {
  const ask = async (fields: readonly DisclosureField[]) => {
    const disclosure = desk.seal(desk.disclosure('sarni', 4, { fields }));
    return desk.entities(desk.recruiter(), [{ ref: desk.ref('sarni'), disclosure }], SELECTION);
  };

  test.each<[string, readonly DisclosureField[]]>([
    ['everything', ALL_FIELDS],
    ...ALL_FIELDS.map((left): [string, readonly DisclosureField[]] => [
      `everything but ${left}`,
      ALL_FIELDS.filter((each) => each !== left),
    ]),
    ...ALL_FIELDS.map((only): [string, readonly DisclosureField[]] => [`${only} alone`, [only]]),
    ['nothing', []],
  ])('an agreement that names %s: every field, and the entry in the ledger', async (_, fields) => {
    const { answer, withheld } = expected(fields);
    const entries = await entriesOf(desk.platform, 'beneficiaries', async () => {
      const { data, extensions } = await ask(fields);
      expect(data).toEqual({ _entities: [answer] });
      const notes = (extensions?.['access'] ?? []) as readonly {
        readonly coordinate: string;
        readonly reason: string;
      }[];
      expect(notes.map(({ coordinate }) => coordinate).sort()).toEqual(withheld);
      for (const { reason } of notes) expect(reason).toContain('your agreement on data');
    });
    const decisions = entries.flatMap((entry) => entry.decisions);
    const of = (isFull: boolean) =>
      decisions.filter(({ grade }) => (grade === 'FULL') === isFull).flatMap(({ coordinates }) => coordinates);
    expect(of(false).sort()).toEqual(withheld);
    expect(of(true).filter((coordinate) => withheld.includes(coordinate))).toEqual([]);
  });

  test('every field of a candidate has a word, so that a new one is withheld until it has', () => {
    const { definitions } = parse(readFileSync('subgraphs/beneficiaries/schema.graphql', 'utf8'));
    const fields = definitions.flatMap((each) =>
      each.kind === Kind.OBJECT_TYPE_DEFINITION && each.name.value === 'Candidate' ? (each.fields ?? []) : [],
    );
    const known = Object.values(FIELDS).flatMap((fields) => Object.keys(fields).map(nameOf));
    expect(fields.map((field) => field.name.value).sort()).toEqual([...known, 'disclosure', 'ref'].sort());
    expect(Object.keys(FIELDS)).toEqual(Object.keys(DISCLOSURE_FIELDS));
  });
});

describe('over the whole platform', () => {
  const QUERY = `query ($ref: ID!) { candidate(ref: $ref) { ref fullName nik phone } }`;
  const ask = async () => {
    const { data, errors } = await desk.platform.ask(desk.recruiter(), QUERY, { ref: desk.ref('sarni') });
    return { candidate: data?.['candidate'], errors: errors.map(({ extensions }) => extensions['code']) };
  };
  const ref = () => desk.ref('sarni');

  test('a renewal that names less closes the rest with the next request; one that names it opens it again', async () => {
    const open = { ref: ref(), fullName: 'Sarni Dewi Wulandaru', nik: '3204054101809917', phone: '+62 000 1234 5678' };
    expect((await ask()).candidate).toEqual(open);
    await name(['FULL_NAME', 'PHONE']);
    expect((await ask()).candidate).toEqual({ ...open, nik: null });
    await name(ALL_FIELDS);
    expect((await ask()).candidate).toEqual(open);
  });

  test('words and purpose stand in the same agreement: of two in force each gives its own', async () => {
    await name(['FULL_NAME']);
    expect(await sealed()).toEqual(['FULL_NAME']);
    const further = (purposes: string, starts: number) =>
      desk.sql(
        `INSERT INTO employers.agreement (employer_id, kind, number, starts_on, ends_on, purposes, fields, legal_basis,
           retention_days, breach_contact, bast_number)
         VALUES ($1, 'DSA', $2, current_date + $3::int, current_date + 200, '{PENEMPATAN}', '{NIK,FULL_NAME}', 'CONSENT', 30, 'dpo', 'B')`,
        [desk.partners[0], purposes, starts],
      );
    await further('to come', 2);
    expect(await sealed()).toEqual(['FULL_NAME']);
    await further('renewed', -1);
    expect(await sealed()).toEqual(['FULL_NAME', 'NIK']);
    // Asked for no purpose of an agreement, nothing is named; the candidate is there, and the ledger knows who asked.
    expect(await sealed({ ...desk.recruiter(), purpose: undefined })).toEqual([]);
    await desk.sql(`DELETE FROM employers.agreement WHERE number IN ('to come', 'renewed')`);
  });

  test('words nobody knows, and purposes partners do not read for, PostgreSQL itself refuses', async () => {
    await expect(name(['SHOE_SIZE' as DisclosureField])).rejects.toThrow('agreement_fields_known');
    await expect(name(ALL_FIELDS, `, purposes = '{AUDIT}'`)).rejects.toThrow('agreement_purposes_known');
  });
});
