import type { Client } from 'pg';
import type { Random } from '../../../platform/demo/nation/random';
import { insert } from '../population';
import type { Uuids } from '../population';

/** Helpers in every place, and an institution, an activity and a count. */
export async function fillRegisters(
  admin: Client,
  random: Random,
  uuid: Uuids,
  villages: readonly string[],
): Promise<void> {
  const helpers = Array.from({ length: 40 }, () => ({
    id: uuid(),
    type: random.pick(['TKSK', 'PSM', 'TAGANA']),
    name_sealed: 'sealed',
    region_code: random.pick(villages),
    status: random.pick(['PROPOSED', 'ACTIVE', 'ENDED']),
    version: 1,
  }));
  await insert(admin, 'programs.psks_helper', helpers);
  const [region_code = ''] = villages;
  await insert(admin, 'programs.lks', [
    { id: uuid(), name: 'n', region_code, is_legal_entity: true, status: 'APPLIED', version: 1, accreditation: 'NONE' },
  ]);
  await insert(admin, 'programs.community_activity', [
    {
      ...{ id: uuid(), community: 'c', title: 't', village_code: region_code, is_indigenous: true, households: 1 },
      ...{ budget: 1, partners: [], status: 'PROPOSED', version: 1 },
    },
  ]);
  await insert(admin, 'programs.psks_count', [{ type: 'TKSK', regency_code: '3204', year: 2026, number: 1 }]);
}
