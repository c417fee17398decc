import type { Client } from 'pg';
import type { Random } from '../../../platform/demo/nation/random';
import { CASE_STATES } from '../../../subgraphs/sentra/case/case';
import { insert } from '../population';
import type { PersonRow, Uuids } from '../population';
import { fillDevices } from './devices';

/** Centres a viewer may work for. */
export const CENTRES = ['S-001', 'S-002', 'S-031'] as const;
const STATES = Object.keys(CASE_STATES);
/** The account `viewerOf` gives an officer of a centre. */
const OFFICER = 'test sentra_officer';

/**
 * Rows for every table of the centres' schema: cases of every state at several centres, about nobody yet or somebody, some
 * protected by a team with the test's officer and some by another; the centres themselves stand in a migration.
 */
export async function fillSentra(
  admin: Client,
  random: Random,
  uuid: Uuids,
  persons: readonly PersonRow[],
): Promise<void> {
  const cases = persons.map((person, index) => caseOf(random, uuid, person, STATES[index % STATES.length] ?? ''));
  await insert(
    admin,
    'sentra.person_ref',
    persons.map(({ id, region_code }) => ({ id, region_code, match_status: 'PADAN' })),
  );
  await insert(admin, 'sentra.service_case', cases);
  await insert(
    admin,
    'beneficiaries.case_ref',
    cases
      .filter(({ person_id }) => person_id !== null)
      .map(({ id, person_id, centre_id, status }) => ({
        case_id: id,
        person_id,
        sentra_id: centre_id,
        open: !['EXITED', 'CLOSED'].includes(status),
      })),
  );
  await fillFiles(admin, random, uuid, cases);
  await fillDevices(admin, random, uuid, { persons, centres: CENTRES });
  await insert(admin, 'sentra.ska_month', [
    { centre_id: 'S-001', line: 'KAFE', month: '2026-07', revenue: 1, at_work: 1, recorded_by: 'a' },
  ]);
  await insert(admin, 'sentra.outbox', [{ topic: 't', entity_id: uuid(), payload: {} }]);
  await admin.query(`INSERT INTO sentra.relay_position VALUES ('m', '0', 0, now())`);
  await insert(admin, 'sentra.client_key', [{ subject: 'someone', key: 'k-00000001', input_hash: 'h' }]);
  await insert(admin, 'sentra.transition_event', [
    { machine: 'none', entity_id: uuid(), event: 'e', to_status: 's', evidence: {}, actor: 'a', actor_role: 'SYSTEM' },
  ]);
}

interface CaseRow {
  readonly id: string;
  readonly centre_id: string;
  readonly person_id: string | null;
  readonly status: string;
  readonly [column: string]: unknown;
}

function caseOf(random: Random, uuid: Uuids, person: PersonRow, status: string): CaseRow {
  const isKnown = !['REACHED_OUT', 'REFUSED_SERVICE'].includes(status);
  return {
    id: uuid(),
    centre_id: random.pick(CENTRES),
    region_code: person.region_code,
    person_id: isKnown ? person.id : null,
    status,
    version: 1,
    episode: 1,
    place_kind: 'STREET',
    source: 'PATROL',
    language: 'Sunda',
    reached_at: '2026-05-01T00:00:00Z',
    photo_consent: false,
    ppks_types: [],
    resident: false,
    readiness: [],
    accommodations: [],
    intake_on: isKnown ? '2026-05-02' : null,
  };
}

async function fillFiles(admin: Client, random: Random, uuid: Uuids, cases: readonly CaseRow[]): Promise<void> {
  const partsOf = (table: string, columns: object) =>
    insert(
      admin,
      `sentra.${table}`,
      cases.map(({ id }) => ({ id: uuid(), case_id: id, episode: 1, ...columns })),
    );
  await insert(
    admin,
    'sentra.case_protection',
    cases
      .filter(() => random.chance(0.5))
      .map(({ id }) => ({
        case_id: id,
        types: ['ODHA'],
        team: [random.chance(0.5) ? OFFICER : 'somebody else'],
        named_by: 'a',
        named_at: '2026-05-03T00:00:00Z',
      })),
  );
  const domains = { physical: 'a', psychological: 'b', social: 'c', spiritual: 'd', economic: 'e', vocational: 'f' };
  await partsOf('assessment', {
    ...{ type: 'KOMPREHENSIF', assessed_on: '2026-05-04', valid_until: '2027-05-04', ...domains, risk: 'g', score: 50 },
    ...{ washington: [1, 1, 1, 1, 1, 1], recommendation: 'r', assessor: 'a' },
  });
  await partsOf('plan', {
    ...{ goals: ['WORK'], components: ['TERAPI_FISIK'], base: 'KELUARGA', target_on: '2027-01-01', author: 'a' },
    written_at: '2026-05-05T00:00:00Z',
  });
  await partsOf('training_session', { held_on: '2026-06-01', topic: 't', attended: true, recorded_by: 'a' });
  await partsOf('case_note', { kind: 'GENERAL', text: 't', author: 'a', written_at: '2026-06-02T00:00:00Z' });
  await partsOf('certificate', {
    ...{ issuer: 'SENTRA', number_sealed: 's', number_end: '0001', unit_code: 'u', level: 2 },
    ...{ issued_on: '2026-07-01', expires_on: '2029-07-01' },
  });
}
