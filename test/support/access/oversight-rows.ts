import { asAdmin } from '../database';
import { subjectOf } from '../ledger';
import type { TestPlatform } from '../platform';
import { CALL_IDS as IDS, idOf as id } from './reach';
import type { Seeds } from './seeds';
import { plantStatistics } from './statistics-rows';
import { insert } from './write-population';

const AT = '2026-09-01T00:00:00Z';
/** After whatever the platform writes while a test runs: lists show the newest first. */
const SOON = '2090-01-01T00:00:00Z';
const LATER = '2099-01-01T00:00:00Z';
/**
 * Rows behind every call that is for named roles only: emergency access and erasures of somebody, what the read ledgers of
 * others would hold about the seeded person, findings, reviews, notices and breaches; every column has a value on some row.
 */
export async function plantOversight(platform: TestPlatform, seeds: Seeds): Promise<void> {
  const person = seeds.rows['Person']?.near ?? '';
  const subject = subjectOf(platform, 'person', person);
  const region = seeds.population.persons.find((each) => each.id === person)?.regionCode ?? '';
  const accounts = (['SENTRA_OFFICER', 'PARTNER_RECRUITER', 'PARTNER_ADMIN', 'DINSOS', 'DPO'] as const).map(
    seeds.viewer,
  );
  const dpo = seeds.viewer('DPO').subject;
  const entries = accounts.flatMap((viewer, index) =>
    [false, true].map((isRefused) => ({ viewer, isRefused, seq: 2 * index + Number(isRefused) + 1 })),
  );
  await asAdmin(async (client) => {
    await insert(
      client,
      'oversight.ledger_entry',
      entries.map(({ viewer, isRefused, seq }) => ({
        ...{
          id: `00000014-0000-8000-8000-0000000000${10 + seq}`,
          source: 'beneficiaries',
          writer: 'seeded',
          seq,
          at: seq === 1 ? AT : SOON,
        },
        ...{ request_id: `request ${seq}`, account: viewer.subject, role: viewer.role, organisation: 'S-001' },
        ...{
          purpose: 'LAYANAN',
          operation_name: 'Look',
          operation_hash: `hash ${seq}`,
          row_count: seq,
          data_class: 'P3',
        },
        ...{ refusals: isRefused ? ['FORBIDDEN_FIELD'] : [], is_refused: isRefused, prev: 'p', hash: `h${seq}` },
        ...{ consent_id: id(5, 1), break_glass_id: IDS.BreakGlassGrant, gathered_at: AT },
        ...{ coordinates: ['Person.nik', 'Person.fullName'], subjects: [subject] },
        decisions: [
          { grade: 'FULL', groups: ['IDENTIFIER'], coordinates: ['Person.nik'], subjects: [subject] },
          { grade: 'MASKED', groups: ['NAME'], coordinates: ['Person.fullName'], subjects: [subject] },
        ],
      })),
    );
    await insert(client, 'oversight.ledger_finding', [
      { writer: 'seeded', seq: 9, kind: 'MISSING', source: 'beneficiaries', found_at: AT },
    ]);
    await insert(client, 'oversight.notice', [
      { id: id(6, 1), kind: 'BREAK_GLASS', entity_id: IDS.BreakGlassReview, at: AT },
    ]);
    const review = {
      account: 'someone',
      role: 'DPO',
      subject_hash: subject,
      reason: 'a flood',
      opened_at: AT,
      expires_at: AT,
    };
    await insert(client, 'oversight.break_glass', [
      {
        ...review,
        id: IDS.BreakGlassReview,
        review_due_at: AT,
        status: 'PENDING',
        version: 1,
        note: null,
        reviewed_by: null,
        reviewed_at: null,
      },
      {
        ...review,
        id: id(2, 2),
        review_due_at: LATER,
        status: 'JUSTIFIED',
        version: 2,
        note: 'it was',
        reviewed_by: dpo,
        reviewed_at: AT,
      },
    ]);
    const breach = { summary: 'a list was sent astray', discovered_at: AT, opened_at: AT };
    await insert(client, 'oversight.breach_case', [
      { ...breach, id: IDS.BreachCase, status: 'NOTIFIED', notified_at: AT, version: 3 },
      { ...breach, id: id(3, 2), status: 'OPENED', notified_at: null, version: 1 },
    ]);
    await client.query(
      `INSERT INTO oversight.breach_event (case_id, event, from_status, to_status, account, role, note, at)
        SELECT id, 'ASSESS', 'OPENED', 'ASSESSED', 'someone', 'DPO', 'a note', $1 FROM oversight.breach_case`,
      [AT],
    );
    await insert(client, 'beneficiaries.break_glass', [
      {
        id: IDS.BreakGlassGrant,
        person_id: person,
        region_code: region,
        account: dpo,
        role: 'DPO',
        reason: 'a flood',
        opened_at: AT,
        expires_at: LATER,
      },
    ]);
    await insert(client, 'beneficiaries.erasure_request', [
      {
        id: IDS.ErasureRequest,
        person_id: person,
        region_code: region,
        reason: 'a letter',
        proposed_by: 'somebody else',
        proposed_at: AT,
      },
    ]);
    await plantStatistics(client, seeds);
  }, platform.database.adminUrl);
}
