import { DISCLOSURE_FIELDS } from '../../../shared/access';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { roleName, roleUrl } from '../../../platform/database/roles';
import { viewerSettings } from '../../../shared/database';
import { systemActor } from '../../../shared/viewer';
import type { Viewer } from '../../../shared/viewer';
import { asAdmin } from '../../../test/support/database';
import { addAccounts } from '../../../test/support/partner-accounts';
import {
  agreementSql,
  bothAgreementsSql,
  dataSharing,
  dayFromNow,
  memorandum,
} from '../../../test/support/partner-desk';
import { startTestPlatform, viewerOf } from '../../../test/support/platform';
import type { Answer, TestPlatform } from '../../../test/support/platform';
import { employerId, partnersSql } from '../testing/partners';
import { agreementInForce } from './agreement';
import { expirePartners } from './expire';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
  await asAdmin(async (client) => {
    await client.query(partnersSql());
    await client.query(bothAgreementsSql(employerId(1)));
    await client.query(bothAgreementsSql(employerId(2)));
    await addAccounts(client, [1, 2].map(recruiter));
  }, platform.database.adminUrl);
});
afterAll(() => platform.stop());

const recruiter = (number: number) =>
  viewerOf('PARTNER_RECRUITER', { subject: `recruiter of ${number}`, employerId: employerId(number) });
const MANAGER = viewerOf('PROGRAM_MANAGER');
const PUBLIC = viewerOf('PUBLIC');
const sql = <Row extends object>(text: string, values: readonly unknown[] = []) =>
  asAdmin(async (client) => (await client.query<Row>(text, [...values])).rows, platform.database.adminUrl);
const codes = ({ errors }: Pick<Answer, 'errors'>) => errors.map(({ extensions }) => extensions['code']);

interface Seen {
  readonly kind: string;
  readonly number: string;
  readonly isInForce: boolean;
  readonly daysLeft: number | null;
}
async function agreementsOf(viewer: Viewer, number: number, fields = 'kind number isInForce daysLeft') {
  const query = `query ($id: ID!) { employer(id: $id) { agreements { ${fields} } } }`;
  const { data, errors } = await platform.ask<{ employer: { agreements: readonly Seen[] } | null }>(viewer, query, {
    id: employerId(number),
  });
  return { agreements: data?.employer?.agreements ?? [], errors };
}

/** A partner of its own for a test, with whatever agreements. */
async function partner(status: string, ...agreements: readonly ((id: string) => string)[]): Promise<string> {
  const id = randomUUID();
  await sql(`INSERT INTO employers.employer (id, source_id, name, type, nib, regency_codes, status, snapshot)
    VALUES ('${id}', '${id}', 'Mitra Contoh', 'SWASTA', '9120000000001', '{3204}', '${status}', 'x')`);
  for (const agreement of agreements) await sql(agreement(id));
  return id;
}
const running =
  (kind: 'MOU' | 'DSA', from: number, to: number) =>
  (id: string): string =>
    agreementSql(id, kind, from, to);

describe('an agreement is in force', () => {
  test.each([
    ['from its first day', 0, 10, null, true, 10],
    ['not before it', 1, 10, null, false, null],
    ['to its last day', -10, 0, null, true, 0],
    ['not after it', -10, -1, null, false, null],
    ['until it is ended', -10, 10, 1, true, 0],
    ['not on the day it is ended', -10, 10, 0, false, null],
  ] as const)('%s', async (_, from, to, terminated, expected, daysLeft) => {
    const id = await partner('ACTIVE', running('DSA', from, to));
    if (terminated !== null) {
      await sql('UPDATE employers.agreement SET terminated_on = $2 WHERE employer_id = $1', [
        id,
        dayFromNow(terminated),
      ]);
    }
    const [held] = await asAdmin(async (client) => {
      await client.query('SET search_path = employers');
      const text = `SELECT ${agreementInForce('e.id', 'DSA')} AS held, ${agreementInForce('e.id', 'MOU')} AS other
        FROM employer e WHERE e.id = $1`;
      return (await client.query<{ held: boolean; other: boolean }>(text, [id])).rows;
    }, platform.database.adminUrl);
    expect(held).toEqual({ held: expected, other: false });
    const { data } = await platform.ask<{ employer: { agreements: readonly Seen[] } }>(
      MANAGER,
      'query ($id: ID!) { employer(id: $id) { agreements { isInForce daysLeft } } }',
      { id },
    );
    expect(data?.employer.agreements).toEqual([{ isInForce: expected, daysLeft }]);
  });
});

describe('who sees agreements', () => {
  const TERMS = 'kind purposes fields legalBasis retentionDays breachContact bastNumber';

  test('a partner its own with all terms, and none of another, not even the memorandum that is public', async () => {
    const own = await agreementsOf(recruiter(1), 1, TERMS);
    expect(own.errors).toEqual([]);
    expect(own.agreements).toContainEqual({
      kind: 'DSA',
      purposes: ['PENEMPATAN'],
      fields: Object.keys(DISCLOSURE_FIELDS),
      legalBasis: 'CONSENT',
      retentionDays: 365,
      breachContact: 'insiden@mitra.example',
      bastNumber: 'BAST-1',
    });
    expect((await agreementsOf(recruiter(1), 2)).agreements).toEqual([]);
    expect((await agreementsOf(recruiter(2), 2)).agreements).toHaveLength(2);
    await sql(`UPDATE employers.partner_user SET status = 'REMOVED' WHERE subject = $1`, [recruiter(2).subject]);
    expect((await agreementsOf(recruiter(2), 2)).agreements).toEqual([]);
    await sql(`UPDATE employers.partner_user SET status = 'ACTIVE' WHERE subject = $1`, [recruiter(2).subject]);
  });

  test('everyone that there is a memorandum, with its number and term and nothing else', async () => {
    const { agreements, errors } = await agreementsOf(PUBLIC, 1, 'kind number startsOn endsOn isInForce daysLeft');
    expect(errors).toEqual([]);
    expect(agreements).toEqual([
      expect.objectContaining({ kind: 'MOU', isInForce: true, daysLeft: 300, startsOn: dayFromNow(-30) }),
    ]);
    const terms = await agreementsOf(PUBLIC, 1, 'number scope purposes');
    expect(codes(terms)).toEqual(['FORBIDDEN_FIELD', 'FORBIDDEN_FIELD']);
  });

  test.each(['PROGRAM_MANAGER', 'DINSOS', 'SENTRA_OFFICER', 'DPO', 'ADMIN'] as const)(
    '%s all of them',
    async (role) => {
      const { agreements, errors } = await agreementsOf(viewerOf(role, { regionCodes: ['32'] }), 1, TERMS);
      expect([errors, agreements.length]).toEqual([[], 2]);
    },
  );

  test('an analyst the public list, and that the rest is for statistics', async () => {
    const { agreements, errors } = await agreementsOf(viewerOf('ANALYST'), 1, 'kind scope');
    expect(agreements).toEqual([{ kind: 'MOU', scope: null }]);
    expect(codes({ errors })).toEqual(['FORBIDDEN_FIELD']);
  });

  test('PostgreSQL alone hides the same from a removed account, and from a token of another partner', async () => {
    const app = new Client({
      connectionString: roleUrl(platform.database.adminUrl, roleName('employers', 'app'), platform.database.config),
    });
    await app.connect();
    const count = async (viewer: Viewer) => {
      await app.query(`BEGIN; ${viewerSettings(viewer, 'demo')}`);
      const { rows } = await app.query<Record<string, number>>(
        `SELECT (SELECT count(*)::int FROM agreement) AS agreements, (SELECT count(*)::int FROM partner_user) AS accounts,
           (SELECT count(*)::int FROM quota_report) AS reports`,
      );
      await app.query('ROLLBACK');
      return rows[0];
    };
    const nothing = { agreements: 0, accounts: 0, reports: 0 };
    expect(await count(recruiter(1))).toEqual({ agreements: 2, accounts: 1, reports: 2 });
    expect(await count({ ...recruiter(1), employerId: employerId(2) })).toEqual(nothing);
    expect(await count({ ...recruiter(1), role: 'PARTNER_ADMIN' })).toEqual(nothing);
    await sql(`UPDATE employers.partner_user SET status = 'REMOVED' WHERE subject = $1`, [recruiter(1).subject]);
    expect(await count(recruiter(1))).toEqual(nothing);
    await sql(`UPDATE employers.partner_user SET status = 'ACTIVE' WHERE subject = $1`, [recruiter(1).subject]);
    await app.end();
  });
});

describe('the job', () => {
  const run = () => platform.subgraph('employers').database.bulk(systemActor('partners:expire'), expirePartners);
  const statusOf = async (id: string) =>
    (await sql<{ status: string }>('SELECT status FROM employers.employer WHERE id = $1', [id]))[0]?.status;

  test('expires whose agreement has run out, once, with event and notice, and takes vacancies along', async () => {
    await run();
    const ended = await partner('ACTIVE', running('MOU', -30, 300), running('DSA', -300, -1));
    const suspended = await partner('SUSPENDED', running('MOU', -300, -1), running('DSA', -30, 300));
    await sql(`INSERT INTO employers.vacancy (source_id, id, employer_id, employer_status, title, kbji_code, regency_code, work_mode,
        contract_type, wage_min, shift, reserved_for_disability, seats, open_until, status, snapshot)
      VALUES ('X-1', gen_random_uuid(), '${ended}', 'ACTIVE', 'Pengemas', '9321', '3204', 'ONSITE', 'PKWT', 1, false, false, 1,
        '2099-01-01', 'PUBLISHED', 'x')`);
    const spared = [
      await partner('ACTIVE', running('MOU', -30, 300), running('DSA', -30, 0)),
      // A further agreement is in force, or to come.
      await partner('ACTIVE', running('MOU', -30, 300), running('DSA', -300, -1), running('DSA', -1, 300)),
      await partner('ACTIVE', running('MOU', -30, 300), running('DSA', -300, -1), running('DSA', 3, 300)),
      // Brought by a file, without any.
      await partner('ACTIVE'),
      await partner('DSA_SIGNED', running('MOU', -300, -1), running('DSA', -300, -1)),
    ];
    const before = await Promise.all(spared.map(statusOf));
    expect(await run()).toBe(2);
    expect([await statusOf(ended), await statusOf(suspended)]).toEqual(['EXPIRED', 'EXPIRED']);
    expect(await Promise.all(spared.map(statusOf))).toEqual(before);
    expect(await sql('SELECT employer_status FROM employers.vacancy WHERE employer_id = $1', [ended])).toEqual([
      { employer_status: 'EXPIRED' },
    ]);
    const events = await sql(
      `SELECT event, from_status, to_status, reason, actor, actor_role FROM employers.transition_event
       WHERE entity_id = ANY($1::uuid[]) ORDER BY reason`,
      [[ended, suspended, ...spared]],
    );
    const said = { event: 'EXPIRE', to_status: 'EXPIRED', actor: 'system:partners:expire', actor_role: 'SYSTEM' };
    expect(events).toEqual([
      { ...said, from_status: 'ACTIVE', reason: 'DSA_ENDED' },
      { ...said, from_status: 'SUSPENDED', reason: 'MOU_ENDED' },
    ]);
    const notices = await sql<{ payload: object }>(
      `SELECT payload FROM employers.outbox WHERE topic = 'employer' AND entity_id = ANY($1::uuid[])`,
      [[ended, suspended, ...spared]],
    );
    expect(notices).toHaveLength(2);
    for (const { payload } of notices) expect(payload).toMatchObject({ status: 'EXPIRED', name: 'Mitra Contoh' });
    expect(await run()).toBe(0);
  });

  test('spares a partner that signs a further agreement in the same moment', async () => {
    const [renewing, other] = [
      await partner('ACTIVE', running('MOU', -30, 300), running('DSA', -300, -1)),
      await partner('ACTIVE', running('MOU', -30, 300), running('DSA', -300, -1)),
    ];
    await asAdmin(async (client) => {
      await client.query(`BEGIN; UPDATE employers.employer SET version = version + 1 WHERE id = '${renewing}'`);
      await client.query(running('DSA', 0, 300)(renewing));
      const ran = run();
      const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
      while ((await sql(waiting)).length === 0) await sleep(5);
      await client.query('COMMIT');
      await ran;
    }, platform.database.adminUrl);
    expect([await statusOf(renewing), await statusOf(other)]).toEqual(['ACTIVE', 'EXPIRED']);
    expect(await sql(`SELECT entity_id FROM employers.transition_event WHERE entity_id = $1`, [renewing])).toEqual([]);
  });

  test('is not what closes access: the day is, while the partner is still active', async () => {
    const id = await partner('ACTIVE', running('MOU', -30, 300), running('DSA', -300, -1));
    const query = 'query ($id: ID!) { employer(id: $id) { status agreements { kind isInForce } } }';
    const { data } = await platform.ask(MANAGER, query, { id });
    expect(data).toEqual({
      employer: {
        status: 'ACTIVE',
        agreements: [
          { kind: 'MOU', isInForce: true },
          { kind: 'DSA', isInForce: false },
        ],
      },
    });
  });
});

describe('signing', () => {
  let keys = 0;
  const sign = (id: string, mutation: string, type: string, input: object, version = 1) =>
    platform.ask<{ done: { status: string; version: number } | null }>(
      MANAGER,
      `mutation ($input: ${type}!) { done: ${mutation}(input: $input) { status version } }`,
      { input: { id, version, clientKey: `signing-${keys++}`, ...input } },
    );

  test.each([
    ['a term that is over', { startsOn: dayFromNow(-30), endsUntil: dayFromNow(-1) }],
    ['a term that ends before it begins', { startsOn: dayFromNow(30), endsUntil: dayFromNow(20) }],
    ['more than three years', { startsOn: dayFromNow(0), endsUntil: dayFromNow(3 * 366) }],
    ['nobody who signed', { signatoryRoles: [] }],
    ['a number of signs', { number: '<script>' }],
    ['a NIK in its scope', { scope: 'untuk 3204050101209001 saja' }],
  ])('a memorandum is refused for %s', async (_, change) => {
    const id = await partner('VERIFIED');
    const answer = await sign(id, 'signMemorandum', 'MemorandumInput', { ...memorandum(`PKS-${id}`), ...change });
    expect(codes(answer)).toEqual(['BAD_USER_INPUT']);
    expect(await sql('SELECT FROM employers.agreement WHERE employer_id = $1', [id])).toEqual([]);
  });

  test.each([
    ['purposes', { purposes: [] }],
    ['a purpose partners read for', { purposes: ['PENEMPATAN', 'AUDIT'] }],
    ['fields', { fields: [] }],
    ['days of retention', { retentionDays: 0 }],
    ['breach contact', { breachContact: ' ' }],
    ['BAST number', { bastNumber: '' }],
  ])('an agreement on data does not go without %s', async (_, change) => {
    const id = await partner('MOU_SIGNED');
    const answer = await sign(id, 'signDataSharing', 'DataSharingInput', { ...dataSharing(`PBD-${id}`), ...change });
    expect(codes(answer)).toEqual(['BAD_USER_INPUT']);
    expect(await sql('SELECT FROM employers.agreement WHERE employer_id = $1', [id])).toEqual([]);
  });

  test('no two agreements have one number', async () => {
    const [one, other] = [await partner('VERIFIED'), await partner('VERIFIED')];
    expect((await sign(one, 'signMemorandum', 'MemorandumInput', memorandum('PKS-1/2026'))).errors).toEqual([]);
    expect(codes(await sign(other, 'signMemorandum', 'MemorandumInput', memorandum('PKS-1/2026')))).toEqual([
      'BAD_USER_INPUT',
    ]);
  });

  test('a partner is activated and reinstated while both are in force, and named what is missing', async () => {
    const id = await partner('DSA_SIGNED', running('MOU', 1, 300), running('DSA', -300, -1));
    const answer = await sign(id, 'activateEmployer', 'StepInput', {});
    expect([codes(answer), answer.errors[0]?.extensions['rules']]).toEqual([
      ['RULES_NOT_MET'],
      ['MOU in force today', 'DSA in force today'],
    ]);
    await sql(bothAgreementsSql(id));
    expect((await sign(id, 'activateEmployer', 'StepInput', {})).data?.done).toEqual({ status: 'ACTIVE', version: 2 });
  });

  test('a further agreement changes no status, and ending the partnership ends them all today', async () => {
    const id = await partner('ACTIVE', running('MOU', -300, 5), running('DSA', -300, 5));
    const renewed = await sign(id, 'renewDataSharing', 'DataSharingInput', dataSharing(`PBD-${id}`));
    expect(renewed.data?.done).toEqual({ status: 'ACTIVE', version: 2 });
    const ended = await sign(id, 'terminateEmployer', 'ReasonedStepInput', { reason: 'BY_PARTNER' }, 2);
    expect(ended.data?.done).toEqual({ status: 'TERMINATED', version: 3 });
    const left = await sql('SELECT terminated_on::text AS "on" FROM employers.agreement WHERE employer_id = $1', [id]);
    expect(left).toEqual([1, 2, 3].map(() => ({ on: dayFromNow(0) })));
  });

  test('an agreement that is in force is no reason to expire', async () => {
    const id = await partner('ACTIVE', running('MOU', -30, 300), running('DSA', -300, -1));
    const expire = (reason: string) => sign(id, 'expireEmployer', 'ReasonedStepInput', { reason });
    expect(codes(await expire('MOU_ENDED'))).toEqual(['RULES_NOT_MET']);
    expect((await expire('DSA_ENDED')).data?.done).toEqual({ status: 'EXPIRED', version: 2 });
  });
});
