import type { Client } from 'pg';
import type { Random } from '../../../platform/demo/nation/random';
import { insert } from '../population';
import type { Uuids } from '../population';

interface Member {
  readonly id: string;
  readonly family_id: string;
}
interface Home {
  readonly id: string;
  readonly region_code: string;
}

const GROUP_STATES = ['PROPOSED', 'VERIFIED', 'DESIGNATED', 'GROWING', 'DISSOLVED'] as const;

/** Groups with members of several families and places, and cases of PENA and Prokus, in all kinds of states. */
export async function fillBusinesses(
  admin: Client,
  random: Random,
  uuid: Uuids,
  families: readonly Home[],
  persons: readonly Member[],
): Promise<void> {
  const groups = families
    .filter(() => random.chance(0.4))
    .map(({ id, region_code }) => ({
      id: uuid(),
      name: 'Contoh',
      line_of_business: 'CRAFTS',
      region_code,
      family_id: id,
      status: random.pick(GROUP_STATES),
      proposed_on: '2026-01-01',
    }));
  const members = groups.flatMap((group) =>
    families
      .filter(
        ({ id, region_code }) => id === group.family_id || (region_code === group.region_code && random.chance(0.3)),
      )
      .map((family) => ({
        id: uuid(),
        group_id: group.id,
        person_id: persons.find(({ family_id }) => family_id === family.id)?.id,
        family_id: family.id,
        region_code: group.region_code,
        office: family.id === group.family_id ? 'CHAIR' : 'MEMBER',
        state: random.pick(['PROPOSED', 'MEMBER', 'REMOVED']),
      })),
  );
  const cases = (status: string, more: object) =>
    families
      .filter(() => random.chance(0.4))
      .map((family) => ({
        id: uuid(),
        family_id: family.id,
        person_id: persons.find(({ family_id }) => family_id === family.id)?.id,
        region_code: family.region_code,
        status,
        proposed_on: '2026-01-01',
        ...more,
      }));
  const pena = cases('RUNNING', { variant: 'REGULER', cluster: 'CRAFTS', business_idea: 'Contoh' });
  const prokus = cases('MENTORING', { line_of_business: 'CRAFTS' });
  await insert(admin, 'programs.kube_group', groups);
  await insert(admin, 'programs.kube_member', members);
  const month = (key: string, rows: readonly { readonly id: string }[], more: object) =>
    rows.map(({ id }) => ({ [key]: id, month: '2026-05', ...more }));
  await insert(admin, 'programs.kube_saving', month('group_id', groups, { amount: 1, payers: 1 }));
  await insert(admin, 'programs.kube_turnover', month('group_id', groups, { amount: 1 }));
  const past = new Map(
    members.map(({ person_id, group_id }) => [person_id, { person_id, group_id, since: '2025-01-01' }]),
  );
  await insert(admin, 'programs.kube_past', [...past.values()]);
  await insert(admin, 'programs.pena_case', pena);
  await insert(admin, 'programs.pena_income', month('case_id', pena, { amount: 1 }));
  await insert(admin, 'programs.prokus_case', prokus);
  await insert(admin, 'programs.prokus_month', month('case_id', prokus, { turnover: 1, employees: 0 }));
}
