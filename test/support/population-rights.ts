import type { Client } from 'pg';
import type { Random } from '../../platform/demo/nation/random';
import { insert } from './population';
import type { PersonRow, Uuids } from './population';

const AT = '2026-09-01T00:00:00Z';

/** Some records are restricted, a few erased. */
export function markRestricted(random: Random, persons: readonly PersonRow[]): void {
  for (const person of persons) {
    if (random.chance(0.15)) person.restricted_at = AT;
    if (random.chance(0.1)) person.erased_at = AT;
  }
}

/**
 * Emergency access of some accounts to some persons, in force and over, reveals, and requests about rights. The accounts are
 * those of test viewers.
 */
export async function fillRights(
  admin: Client,
  random: Random,
  uuid: Uuids,
  persons: readonly PersonRow[],
): Promise<void> {
  const some = (share: number) => persons.filter(() => random.chance(share));
  const grants = some(0.5).map(({ id, region_code }) => ({
    id: uuid(),
    person_id: id,
    region_code,
    account: random.pick(['test dpo', 'test dpo', 'somebody else']),
    role: 'DPO',
    reason: 'r',
    opened_at: AT,
    expires_at: random.pick([AT, '2099-01-01T00:00:00Z', '2099-01-01T00:00:00Z']),
    closed_at: random.chance(0.2) ? AT : null,
  }));
  await insert(admin, 'beneficiaries.break_glass', grants);
  await insert(
    admin,
    'beneficiaries.break_glass_event',
    grants.map(({ id, person_id, account }) => ({
      grant_id: id,
      person_id,
      event: 'OPENED',
      account,
      role: 'DPO',
      at: AT,
    })),
  );
  await insert(
    admin,
    'beneficiaries.reveal',
    some(0.3).map(({ id }) => ({
      id: uuid(),
      person_id: id,
      account: random.pick(['test dinsos', 'test pendamping', 'somebody else']),
      role: 'DINSOS',
      purpose: 'VERIFIKASI',
      field: 'NIK',
      reason: 'r',
      client_key: uuid(),
      revealed_at: AT,
    })),
  );
  await insert(
    admin,
    'beneficiaries.right_event',
    some(0.3).map(({ id }) => ({ person_id: id, event: 'RESTRICTED', account: 'a', role: 'CITIZEN', at: AT })),
  );
  await insert(
    admin,
    'beneficiaries.erasure_request',
    some(0.3).map(({ id, region_code }) => ({
      id: uuid(),
      person_id: id,
      region_code,
      reason: 'r',
      proposed_by: 'a',
      proposed_at: AT,
    })),
  );
  await insert(admin, 'beneficiaries.retention_run', [
    { id: uuid(), mode: 'DRY_RUN', started_at: AT, finished_at: AT, report: [] },
  ]);
}
