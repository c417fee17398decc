import { Client } from 'pg';
import { roleName, roleUrl } from '../../../platform/database/roles';
import { viewerSettings } from '../../../shared/database';
import type { Viewer } from '../../../shared/viewer';
import { CandidateDesk } from '../../../test/support/candidate-desk';
import type { TestConsent } from '../../../test/support/candidate-desk';
import { entriesOf } from '../../../test/support/ledger';
import { viewerOf } from '../../../test/support/platform';

let desk: CandidateDesk;
let keys = 0;
beforeAll(async () => {
  desk = await CandidateDesk.open();
});
afterAll(() => desk[Symbol.asyncDispose]());

const ALL: readonly TestConsent[] = [
  { kind: 'ANONYMOUS_PROFILE' },
  { kind: 'REFERRAL' },
  { kind: 'EMPLOYMENT' },
  { kind: 'DISABILITY' },
];
beforeEach(async () => {
  await desk.agree('sarni', ALL);
  await desk.refer('sarni', 'PLACED');
});

const citizen = () => viewerOf('CITIZEN', { subject: 'citizen sarni', personId: desk.ids.person('sarni') });
const SELECTION = 'skills firstName fullName nik disability';
const OPEN = {
  ...{ skills: ['JAHIT'], firstName: 'Sarni', fullName: 'Sarni Dewi Wulandaru', nik: '3204054101809917' },
  disability: 'FISIK',
};
const SHUT = { skills: null, firstName: null, fullName: null, nik: null, disability: null };

/** What the registry answers to a capability as the employers' side would make it now. */
async function asked(stage: 0 | 1 | 2 | 3 | 4 = 4, viewer = desk.recruiter(), key = 'sarni') {
  const representation = { ref: desk.ref(key), disclosure: desk.seal(desk.disclosure(key, stage)) };
  const { data } = await desk.entities(viewer, [representation], SELECTION);
  return (data?.['_entities'] as (Record<string, unknown> | null)[] | undefined)?.[0];
}
const look = async (viewer: Viewer = desk.recruiter()) => {
  const query = `query ($ref: ID!) { candidate(ref: $ref) { ref fullName nik } }`;
  const { data } = await desk.platform.ask<{ candidate: Record<string, unknown> | null }>(viewer, query, {
    ref: desk.ref('sarni'),
  });
  return data?.candidate;
};

describe('a consent that is taken back', () => {
  test.each([
    [1, 'ANONYMOUS_PROFILE'],
    [2, 'REFERRAL'],
    [3, 'REFERRAL'],
    [4, 'EMPLOYMENT'],
  ] as const)(
    'at stage %d closes what stood on it with the next request; the ledger shows both',
    async (stage, kind) => {
      const [id] = await desk.agree('sarni', [{ kind }]);
      const entries = await entriesOf(desk.platform, 'beneficiaries', async () => {
        expect(Object.values((await asked(stage)) ?? {}).filter((value) => value !== null)).not.toEqual([]);
        const { errors } = await desk.platform.ask(
          citizen(),
          'mutation ($input: StepInput!) { withdrawConsent(input: $input) { id } }',
          { input: { id, version: 1, clientKey: `withdraw-${++keys}` } },
        );
        expect(errors).toEqual([]);
        expect(await asked(stage)).toEqual(SHUT);
      });
      const read = entries.filter(({ account }) => account === 'recruiter-0');
      const shown = read.map(({ consentId, decisions }) => [
        consentId,
        decisions.some(({ grade }) => grade === 'FULL'),
      ]);
      expect(shown).toEqual([
        [id, true],
        [null, false],
      ]);
      expect(read[1]?.decisions).toEqual([
        expect.objectContaining({
          grade: 'WITHHELD',
          coordinates: Object.keys(SHUT)
            .map((field) => `Candidate.${field}`)
            .sort(),
        }),
      ]);
    },
  );

  test.each([
    ['its last day is today', { expiresIn: 0 }, true],
    ['its last day was yesterday, whatever its status says', { expiresIn: -1 }, false],
    ['it was taken back', { status: 'WITHDRAWN' }, false],
    ['it has ended', { status: 'ENDED' }, false],
  ] as const)('%s', async (_, more, isOpen) => {
    await desk.agree(
      'sarni',
      ALL.map((each) => ({ ...each, ...more })),
    );
    for (const stage of [1, 2, 3, 4] as const) {
      const answer = await asked(stage);
      expect([stage, answer?.['skills']]).toEqual([stage, isOpen ? ['JAHIT'] : null]);
      if (!isOpen) expect(answer).toEqual(SHUT);
    }
  });

  test('one to employment that names a vacancy opens work there, and nowhere else', async () => {
    const [here, , elsewhere] = desk.vacancies;
    await desk.agree('sarni', [{ kind: 'EMPLOYMENT', vacancyId: elsewhere }]);
    expect(await asked(4)).toEqual(SHUT);
    await desk.agree('sarni', [{ kind: 'EMPLOYMENT', vacancyId: here }]);
    expect(await asked(4)).toEqual({ ...OPEN, disability: null });
  });

  test.each([
    ['to another partner', { employerId: '0b5c0c5e-0000-4000-8000-000000000009' }],
    ['for another vacancy', { vacancyId: '0b5c0c5e-0000-4000-8000-000000000008' }],
  ])('given %s opens no referral here', async (_, more) => {
    await desk.agree('sarni', [{ kind: 'REFERRAL', ...more }]);
    expect(await asked(3)).toEqual(SHUT);
  });
});

describe('a consent that somebody else gave for a child', () => {
  const born = (text: string) =>
    desk.sql(`UPDATE beneficiaries.person SET birth_date = ${text} WHERE id = $1`, [desk.ids.person('sarni')]);
  afterEach(() => born(`'1980-01-01'`));

  test.each(['ORTU', 'WALI'] as const)('opens nothing once it has come of age: %s', async (givenBy) => {
    await desk.agree('sarni', [{ kind: 'REFERRAL' }, { kind: 'DISABILITY', givenBy }]);
    // Given a year ago, of somebody who came of age since.
    await born(`current_date - interval '18 years 3 months'`);
    expect(await asked(3)).toMatchObject({ fullName: OPEN.fullName, disability: null });
    expect(await inForce()).toEqual([
      { kind: 'DISABILITY', isInForce: false },
      { kind: 'REFERRAL', isInForce: true },
    ]);
    // Control: of an adult, the same consent of a guardian is one.
    await born(`'1980-01-01'`);
    expect(await asked(3)).toMatchObject({ disability: 'FISIK' });
    expect(await inForce()).toContainEqual({ kind: 'DISABILITY', isInForce: true });
  });

  async function inForce(): Promise<readonly object[] | undefined> {
    const query = 'query ($id: ID!) { person(id: $id) { consents { kind isInForce } } }';
    const { data } = await desk.platform.ask<{ person: { consents: { kind: string }[] } }>(citizen(), query, {
      id: desk.ids.person('sarni'),
    });
    return data?.person.consents.sort((one, other) => one.kind.localeCompare(other.kind));
  }
});

describe('a record that may not be used', () => {
  const sarni = () => [desk.ids.person('sarni')];
  test.each([
    ['restricted', 'restricted_at = now()', 'restricted_at = NULL'],
    ['erased', 'erased_at = now()', 'erased_at = NULL'],
    ['of somebody who has died', `match_status = 'MENINGGAL'`, `match_status = 'PADAN'`],
    ['of a child', `birth_date = current_date - interval '17 years'`, `birth_date = '1980-01-01'`],
    [
      'merged into another',
      'merged_into = (SELECT id FROM beneficiaries.person WHERE id <> $1 LIMIT 1)',
      'merged_into = NULL',
    ],
  ])('%s', async (_, set, back) => {
    await desk.sql(`UPDATE beneficiaries.person SET ${set} WHERE id = $1`, sarni());
    // Beyond the card the record itself is asked.
    expect(await asked(4)).toEqual({ ...SHUT, skills: ['JAHIT'] });
    await desk.sql(`UPDATE beneficiaries.person SET ${back} WHERE id = $1`, sarni());
    expect(await asked(4)).toEqual(OPEN);
  });

  test('is held back from cards too, by the right of the person', async () => {
    const restrict = (mutation: string) =>
      desk.platform.ask(citizen(), `mutation ($input: PersonRightInput!) { ${mutation}(input: $input) { person } }`, {
        input: { person: desk.ids.person('sarni'), reason: 'I want to think', clientKey: `restrict-${++keys}` },
      });
    expect((await restrict('restrictProcessing')).errors).toEqual([]);
    for (const stage of [1, 2, 3, 4] as const) expect([stage, await asked(stage)]).toEqual([stage, SHUT]);
    expect((await restrict('liftRestriction')).errors).toEqual([]);
    expect(await asked(4)).toEqual(OPEN);
  });
});

describe('a capability', () => {
  const SECOND = 1_000;
  const with_ = async (disclosure: unknown, { viewer = desk.recruiter(), ref = desk.ref('sarni') } = {}) => {
    const { data } = await desk.entities(viewer, [{ ref, ...(disclosure !== undefined && { disclosure }) }], SELECTION);
    return (data?.['_entities'] as unknown[] | undefined)?.[0];
  };
  const content = (others: object = {}) => ({ ...desk.disclosure('sarni', 4), ...others });

  test('of its own opens; without one, or with a bad one, there is nobody', async () => {
    const good = desk.seal(content());
    expect(await with_(good)).toEqual(OPEN);
    const turned = `${good.slice(0, -4)}${good.slice(-4) === 'AAAA' ? 'BBBB' : 'AAAA'}`;
    for (const [what, bad] of [
      ['none', undefined],
      ['null', null],
      ['number', 4],
      ['words', 'open sesame'],
      ['plain', JSON.stringify({ kind: 'disclosure', expires: 9e9, content: content() })],
      ['turned', turned],
      ['another kind', desk.seal(content(), 'card')],
      ['stage too high', desk.seal(content({ stage: 5 }))],
      ['further field', desk.seal(content({ viewer: 'anybody' }))],
      ['no person', desk.seal({ ...content(), personId: undefined })],
      ['foreign', desk.seal(content({ employerId: desk.partners[1] }))],
      ['sealed text', desk.sealText('0071234567')],
    ] as const) {
      expect([what, await with_(bad)]).toEqual([what, null]);
    }
  });

  test('is good for a minute', async () => {
    const good = desk.seal(content());
    const now = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 58 * SECOND);
    expect(await with_(good)).toEqual(OPEN);
    now.mockReturnValue(Date.now() + 4 * SECOND);
    expect(await with_(good)).toBeNull();
    now.mockRestore();
  });

  test('goes with its own pseudonym', async () => {
    const good = desk.seal(content());
    expect(await with_(good, { ref: desk.ref('budi') })).toBeNull();
    expect(await with_(good, { ref: desk.ref('sarni', 1) })).toBeNull();
  });

  test('that was stolen is nothing to another employer, nor to anybody else', async () => {
    const good = desk.seal(content());
    expect(await with_(good, { viewer: desk.recruiter(1) })).toBeNull();
    const [employerId] = desk.partners;
    const without = { ...desk.recruiter(), employerId: undefined };
    expect(await with_(good, { viewer: without as Viewer })).toBeNull();
    for (const role of ['PUBLIC', 'ADMIN', 'PROGRAM_MANAGER', 'DPO', 'SENTRA_OFFICER', 'CITIZEN'] as const) {
      const viewer = viewerOf(role, { employerId, regionCodes: ['ID'], personId: desk.ids.person('sarni') });
      expect([role, await with_(good, { viewer })]).toEqual([role, null]);
    }
    // Consent to one partner is none to another, whatever that one's side seals.
    const own = desk.seal(content({ employerId: desk.partners[1] }));
    const answer = await with_(own, { viewer: desk.recruiter(1), ref: desk.ref('sarni', 1) });
    expect(answer).toEqual({ ...SHUT, skills: ['JAHIT'] });
  });

  test('without a purpose it may read for, a partner sees nothing', async () => {
    const viewer = { ...desk.recruiter(), purpose: undefined };
    const { data } = await desk.entities(
      viewer as Viewer,
      [{ ref: desk.ref('sarni'), disclosure: desk.seal(content()) }],
      'fullName nik',
    );
    expect(data).toEqual({ _entities: [{ fullName: null, nik: null }] });
  });
});

test('identity does not leave when the ledger cannot be written', async () => {
  await desk.sql('ALTER TABLE beneficiaries.read_ledger RENAME TO read_ledger_gone');
  const representation = { ref: desk.ref('sarni'), disclosure: desk.seal(desk.disclosure('sarni', 4)) };
  const { data, errors } = await desk.entities(desk.recruiter(), [representation], 'firstName nik');
  expect([data, errors?.map(({ extensions }) => extensions?.['code'])]).toEqual([null, ['LEDGER_UNAVAILABLE']]);
  await desk.sql('ALTER TABLE beneficiaries.read_ledger_gone RENAME TO read_ledger');
  expect(await asked(4)).toEqual(OPEN);
});

test('the person sees in their own history that the partner read them, and what', async () => {
  await look();
  await desk.platform.relay.drain();
  const query = '{ accessHistory(first: 1) { nodes { role reader purpose fields } } }';
  expect((await desk.platform.ask(citizen(), query)).data).toEqual({
    accessHistory: {
      nodes: [
        ...[{ role: 'PARTNER_RECRUITER', reader: 'EMPLOYER', purpose: 'PENEMPATAN' }].map((node) => ({
          ...node,
          fields: ['Candidate.fullName', 'Candidate.nik'],
        })),
      ],
    },
  });
});

test('PostgreSQL itself has for a partner the persons that agreed to it, and of other tables nothing', async () => {
  await desk.agree('budi', [{ kind: 'ANONYMOUS_PROFILE' }]);
  const { adminUrl, config } = desk.platform.database;
  const app = new Client({ connectionString: roleUrl(adminUrl, roleName('beneficiaries', 'app'), config) });
  await app.connect();
  const rowsOf = async (viewer: Viewer, table: string) => {
    await app.query(`BEGIN; ${viewerSettings(viewer, 'demo')}`);
    const { rows } = await app.query<{ id: string }>(`SELECT to_jsonb(t) ->> 'id' AS id FROM ${table} t`);
    await app.query('ROLLBACK');
    return rows.map(({ id }) => id);
  };
  const consents = async (viewer: Viewer) => (await rowsOf(viewer, 'consent')).length;
  expect(await rowsOf(desk.recruiter(), 'person')).toEqual([desk.ids.person('sarni')]);
  expect(await consents(desk.recruiter())).toBe(5);
  // Another partner has what is for all of them.
  expect([await rowsOf(desk.recruiter(1), 'person'), await consents(desk.recruiter(1))]).toEqual([[], 2]);
  await desk.agree('sarni', [
    { kind: 'EMPLOYMENT', expiresIn: -1 },
    { kind: 'REFERRAL', status: 'WITHDRAWN' },
  ]);
  expect(await rowsOf(desk.recruiter(), 'person')).toEqual([]);
  for (const table of ['family', 'desil_history', 'change_request', 'transition_event', 'case_ref', 'nik_holder']) {
    expect([table, await rowsOf(desk.recruiter(), table)]).toEqual([table, []]);
  }
  await app.end();
});
