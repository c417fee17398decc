import { drainAll } from '../../../platform/relay';
import { randomUUID } from 'node:crypto';
import { asAdmin } from '../../../test/support/database';
import { startTestPlatform, viewerOf } from '../../../test/support/platform';
import type { TestPlatform } from '../../../test/support/platform';
import { protect, readQuarters, wilson } from './fairness';
import type { FairnessCount } from './fairness';

const COUNT: FairnessCount = {
  measure: 'REFERRAL',
  band: 'HIGH',
  disability: 'NONE',
  sex: null,
  people: 100,
  reached: 50,
};
const row = (count: Partial<FairnessCount>) => protect([{ ...COUNT, ...count }])[0];

test.each([
  [50, 100, 0.404, 0.596],
  [0, 10, 0, 0.278],
  [10, 10, 0.722, 1],
  [20, 200, 0.066, 0.149],
])('Wilson: %d of %d lies from %d to %d', (reached, people, low, high) => {
  const interval = wilson(reached, people);
  expect(interval.low).toBeCloseTo(low, 3);
  expect(interval.high).toBeCloseTo(high, 3);
});

describe('a row', () => {
  test('is of rounded counts: 98 and 102 people are the same, 47 and 48 referrals are not', () => {
    expect(row({ people: 98 })).toEqual(row({ people: 102 }));
    expect(row({ reached: 47 })).toMatchObject({ people: 100, reached: 45, rate: 0.45, suppressed: false });
    expect(row({ reached: 48 })).toMatchObject({ reached: 50 });
  });

  test('of fewer than ten people is not there', () => {
    expect(row({ people: 9, reached: 9 })).toBeUndefined();
    expect(row({ people: 10, reached: 0 })).toMatchObject({ people: 10 });
  });

  test.each([0, 1, 9])('of %d reached tells no more than that they were fewer than ten', (reached) => {
    const few = { people: 100, reached: null, rate: null, ratio: null, suppressed: true, low: 0, high: 0.174 };
    expect(row({ reached })).toMatchObject(few);
  });

  test.each([91, 99, 100])('of %d reached of 100 tells no more than that fewer than ten were not', (reached) => {
    expect(row({ reached })).toMatchObject({ reached: null, rate: null, suppressed: true, low: 0.826, high: 1 });
  });

  describe('of one sex', () => {
    const both = (men: Partial<FairnessCount>, women: Partial<FairnessCount>) => {
      const [one, other] = [
        { ...COUNT, sex: 'MALE', ...men },
        { ...COUNT, sex: 'FEMALE', ...women },
      ];
      const total = { ...COUNT, people: one.people + other.people, reached: one.reached + other.reached };
      return protect([total, one, other]).map(({ sex, reached, low, high }) => [sex, reached, low, high]);
    };

    test('is told beside the other', () => {
      expect(both({}, { reached: 20 }).map(([sex, reached]) => [sex, reached])).toEqual([
        [null, 70],
        ['MALE', 50],
        ['FEMALE', 20],
      ]);
    });

    test('is left out where the other is: what is told of both would tell of the few', () => {
      expect(both({}, { people: 9, reached: 9 }).map(([sex, reached]) => [sex, reached])).toEqual([[null, 60]]);
    });

    test('has no rate where the other has none; what bounds the other stays', () => {
      expect(both({}, { reached: 3 })).toEqual([
        [null, 55, expect.any(Number), expect.any(Number)],
        ['MALE', null, 0, 1],
        ['FEMALE', null, 0, 0.174],
      ]);
    });
  });

  test('is laid beside those without a disability of the same band', () => {
    const rows = protect([
      COUNT,
      { ...COUNT, disability: 'SENSORIK', reached: 25 },
      { ...COUNT, disability: 'FISIK', band: 'LOW' },
      { ...COUNT, disability: 'FISIK', measure: 'PLACEMENT' },
    ]);
    expect(rows.map(({ ratio }) => ratio)).toEqual([1, 0.5, null, null]);
  });
});

test.each([
  ['no quarter', '2026-01-02', '2026-03-31'],
  ['half a quarter', '2026-01-01', '2026-02-28'],
  ['an end before the beginning', '2026-04-01', '2026-03-31'],
  ['a quarter that is not over', '2090-01-01', '2090-03-31'],
])('%s is refused', (_, from, to) => {
  expect(() => readQuarters(new Date(from), new Date(to))).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
});

describe('the report', () => {
  let platform: TestPlatform;
  const analyst = viewerOf('ANALYST');
  const sql = (text: string, values?: readonly unknown[]) =>
    asAdmin((client) => client.query(text, values && [...values]), platform.database.adminUrl);
  const ask = (viewer = analyst, args = 'from: "2026-01-01", to: "2026-03-31"') =>
    platform.ask<{ referralFairness: Record<string, unknown>[] }>(
      viewer,
      `{ referralFairness(${args}) { measure band disability sex people reached rate low high ratio suppressed } }`,
    );

  beforeAll(async () => {
    platform = await startTestPlatform();
    await sql(`INSERT INTO beneficiaries.family (id, source_id, kk_sealed, kk_index, region_code, desil, desil_snapshot, confirmed_on)
      VALUES (md5('f')::uuid, 'F', 's', 'i', '3204052001', 1, 'x', '2026-01-01')`);
  });
  afterAll(() => platform.stop());

  /** People who were ready in the quarter, well prepared, some referred, some of those placed. */
  async function people(
    count: number,
    {
      disabilities = '{}',
      sex = 'MALE',
      referred = 0,
      placed = 0,
      ready = '2026-02-01',
      until = null as string | null,
    } = {},
  ): Promise<void> {
    for (let number = 0; number < count; number++) {
      const id = randomUUID();
      await sql(
        `INSERT INTO beneficiaries.person (id, source_id, family_id, region_code, identity_status, full_name, search_name, birth_date,
           sex, family_role, marital_status, data_source, confirmed_on, disabilities)
         VALUES ($1::uuid, $1::uuid::text, md5('f')::uuid, '3204052001', 'DOCUMENTED', 'x', 'x', '1990-01-01', $2, 'HEAD', 'MARRIED',
           'DTSEN', '2026-01-01', $3)`,
        [id, sex, disabilities],
      );
      await sql(
        `INSERT INTO beneficiaries.case_ref (case_id, person_id, sentra_id, open, ready_since, ready_until, best_skill, certificates,
           experience_months, soft_readiness) VALUES (gen_random_uuid(), $1, 'S-001', true, $2, $3, 5, 1, 24, 6)`,
        [id, ready, until],
      );
      if (number >= referred) continue;
      await sql(`INSERT INTO beneficiaries.referral_ref VALUES (gen_random_uuid(), $1, 80, '2026-03-01', $2)`, [
        id,
        number < placed ? '2026-03-20' : null,
      ]);
    }
  }

  test('compares those who are equally qualified, and tells of nobody', async () => {
    await people(40, { referred: 20, placed: 10 });
    await people(20, { disabilities: '{SENSORIK}', referred: 10 });
    await people(10, { disabilities: '{FISIK,MENTAL}' });
    await people(9, { disabilities: '{MENTAL}' });
    // Not ready in the quarter, and of a record that nobody may use.
    await people(10, { ready: '2026-04-01' });
    await people(10, { ready: '2025-10-01', until: '2025-12-31' });
    const { data, errors } = await ask();
    expect(errors).toEqual([]);
    const both = data?.referralFairness.filter(({ sex }) => sex === null);
    const rows = both?.map(({ measure, disability, people: counted, reached, rate, ratio }) =>
      [measure, disability, counted, reached, rate, ratio].join(' '),
    );
    expect(rows).toEqual([
      'PLACEMENT NONE 20 10 0.5 1',
      'PLACEMENT SENSORIK 10   ',
      'REFERRAL GANDA_MULTI 10   ',
      'REFERRAL NONE 40 20 0.5 1',
      'REFERRAL SENSORIK 20 10 0.5 1',
    ]);
    await sql(`UPDATE beneficiaries.person SET restricted_at = now() WHERE disabilities = '{SENSORIK}'`);
    expect(JSON.stringify((await ask()).data)).not.toContain('SENSORIK');
    await sql(`UPDATE beneficiaries.person SET restricted_at = NULL`);
  });

  test('by sex too', async () => {
    const ofNone = async () =>
      (await ask()).data?.referralFairness
        .filter(({ measure, disability }) => measure === 'REFERRAL' && disability === 'NONE')
        .map(({ sex, people: counted }) => [sex, counted]);
    await people(9, { sex: 'FEMALE', referred: 9 });
    expect(await ofNone()).toEqual([[null, 50]]);
    await people(1, { sex: 'FEMALE', referred: 1 });
    expect(await ofNone()).toEqual([
      [null, 50],
      ['FEMALE', 10],
      ['MALE', 40],
    ]);
  });

  test('is for those who watch, and another role is told so', async () => {
    for (const role of ['SUPERVISOR', 'PROGRAM_MANAGER', 'DPO'] as const) {
      expect((await ask(viewerOf(role))).data?.referralFairness.length).toBeGreaterThan(3);
    }
    for (const role of ['SENTRA_OFFICER', 'PARTNER_ADMIN', 'PUBLIC', 'CITIZEN'] as const) {
      const { errors, statements } = await ask(viewerOf(role));
      expect([errors[0]?.extensions['code'], statements]).toEqual(['FORBIDDEN', []]);
    }
  });
});

describe('what it is told from', () => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await startTestPlatform();
  });
  afterAll(() => platform.stop());
  /** What is said here is said to the registry: statistics would want more of it. */
  const drain = () =>
    drainAll(
      platform.subgraphs
        .filter(({ parts }) => parts.name !== 'insights')
        .map(({ parts, database }) => ({ ...parts, database })),
    );
  const sql = async <Row extends object>(text: string, values: readonly unknown[] = []) =>
    asAdmin(async (client) => (await client.query<Row>(text, [...values])).rows, platform.database.adminUrl);
  const say = async (schema: string, topic: string, entity: string, at: string, payload: object) => {
    await sql(`INSERT INTO ${schema}.outbox (topic, entity_id, payload, at) VALUES ($1, $2, $3, $4)`, [
      topic,
      entity,
      JSON.stringify(payload),
      at,
    ]);
    await drain();
  };

  test('a case is ready from its profile on until it has none', async () => {
    const [id, personId] = [randomUUID(), randomUUID()];
    const served = { centreId: 'S-001', personId, open: true };
    const skills = [
      { code: 'A', level: 2 },
      { code: 'B', level: 4 },
    ];
    const profile = {
      ...{ skills, accommodations: [], willingToMove: false, wageExpected: null, availableFrom: null },
      certificates: [{ unitCode: 'TIK.01', level: 2, expiresOn: '2029-01-01' }],
      experienceMonths: 7,
      softReadiness: 5,
      readySince: '2026-02-01',
    };
    const kept = () =>
      sql(
        `SELECT ready_since, ready_until, best_skill, certificates, experience_months, soft_readiness
        FROM beneficiaries.case_ref WHERE case_id = $1`,
        [id],
      );
    await say('sentra', 'service_case', id, '2026-02-01T03:00:00Z', { ...served, status: 'READY_FOR_WORK', profile });
    const ready = {
      ready_since: '2026-02-01',
      best_skill: 4,
      certificates: 1,
      experience_months: 7,
      soft_readiness: 5,
    };
    expect(await kept()).toEqual([{ ...ready, ready_until: null }]);
    await say('sentra', 'service_case', id, '2026-03-04T20:00:00Z', { ...served, status: 'AFTERCARE', profile: null });
    expect(await kept()).toEqual([{ ...ready, ready_until: '2026-03-05' }]);
    await say('sentra', 'service_case', id, '2026-05-04T20:00:00Z', { ...served, status: 'CLOSED' });
    expect(await kept()).toEqual([{ ...ready, ready_until: '2026-03-05' }]);
    const again = { ...profile, readySince: '2026-06-01' };
    await say('sentra', 'service_case', id, '2026-06-01T03:00:00Z', {
      ...served,
      status: 'READY_FOR_WORK',
      profile: again,
    });
    expect(await kept()).toEqual([{ ...ready, ready_since: '2026-06-01', ready_until: null }]);
  });

  test('what is told of a case at once says the same as what is told bit by bit', async () => {
    const [id, personId] = [randomUUID(), randomUUID()];
    const served = { centreId: 'S-001', personId, open: true };
    const profile = {
      ...{ skills: [{ code: 'A', level: 3 }], certificates: [], experienceMonths: 2, softReadiness: 4 },
      readySince: '2026-02-01',
    };
    const said = [
      ['2026-01-10T03:00:00Z', { ...served, profile: null }],
      ['2026-02-01T03:00:00Z', { ...served, profile }],
      ['2026-03-04T03:00:00Z', { ...served, profile: null }],
      ['2026-05-04T03:00:00Z', { ...served, open: false }],
    ] as const;
    // One statement, so that the relay finds them together, as when a read model is built anew.
    await sql(
      `INSERT INTO sentra.outbox (topic, entity_id, payload, at)
       SELECT 'service_case', $1, payload, at::timestamptz FROM unnest($2::text[], $3::jsonb[]) AS told (at, payload)`,
      [id, said.map(([at]) => at), said.map(([, payload]) => JSON.stringify(payload))],
    );
    await drain();
    expect(
      await sql('SELECT open, ready_since, ready_until, best_skill FROM beneficiaries.case_ref WHERE case_id = $1', [
        id,
      ]),
    ).toEqual([{ open: false, ready_since: '2026-02-01', ready_until: '2026-03-04', best_skill: 3 }]);
  });

  test('a referral counts from the day the partner was told', async () => {
    const [id, never] = [randomUUID(), randomUUID()];
    const referral = {
      ...{ personId: randomUUID(), caseId: randomUUID(), employerId: randomUUID(), vacancyId: randomUUID() },
      ...{ ref: '0'.repeat(32), centreId: 'S-001', score: 77, placedOn: null, endedOn: null, endReason: null },
    };
    const steps = [
      [id, 'NOMINATED', '2026-01-10'],
      [never, 'NOMINATED', '2026-01-10'],
      [never, 'REVOKED', '2026-01-11'],
      [id, 'REFERRED', '2026-01-12'],
      [id, 'ACCEPTED', '2026-01-20'],
    ] as const;
    for (const [entity, status, day] of steps) {
      await say('employers', 'referral', entity, `${day}T03:00:00Z`, { ...referral, status });
    }
    await say('employers', 'referral', id, '2026-03-01T03:00:00Z', {
      ...referral,
      status: 'PLACED',
      placedOn: '2026-02-27',
    });
    expect(
      await sql('SELECT referral_id, score, referred_on, placed_on FROM beneficiaries.referral_ref ORDER BY placed_on'),
    ).toEqual([
      { referral_id: id, score: 77, referred_on: '2026-01-12', placed_on: '2026-02-27' },
      { referral_id: never, score: 77, referred_on: null, placed_on: null },
    ]);
  });
});
