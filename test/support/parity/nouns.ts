import { createFieldCipher } from '../../../shared/database';
import type { Viewer } from '../../../shared/viewer';
import { plantDevices } from '../access/device-rows';
import { plantCorrections } from '../access/correction-seeds';
import { plantRegisters } from '../access/register-seeds';
import { asAdmin } from '../database';
import type { TestPlatform } from '../platform';

interface Place {
  readonly personId: string;
  readonly familyId: string;
  readonly regionCode: string;
}

/** Corrections, registers and devices in the demo nation, which has none of its own: about the demo's citizen and somebody nearby. */
export async function plantNouns(
  platform: TestPlatform,
  { citizen, pendamping }: { readonly citizen: Viewer; readonly pendamping: Viewer },
): Promise<void> {
  const cipher = createFieldCipher(platform.database.config.keys);
  await asAdmin(async (client) => {
    const { rows } = await client.query<Place>(
      `SELECT id AS "personId", family_id AS "familyId", region_code AS "regionCode" FROM beneficiaries.person
       WHERE merged_into IS NULL ORDER BY id <> $1::uuid, region_code NOT LIKE '320405%', id LIMIT 2`,
      [citizen.personId],
    );
    const [near, far] = rows;
    if (!near || !far) throw new Error('the nation has nobody');
    await plantCorrections(client, cipher, { near, far, viewer: () => pendamping });
    await plantRegisters(client, cipher);
    const at = (centreId: string, { personId, regionCode }: Place) => ({ centreId, place: regionCode, personId });
    await plantDevices(client, { near: at('S-001', near), far: at('S-002', far) });
  }, platform.database.adminUrl);
}
