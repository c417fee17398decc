import type { Client } from 'pg';
import type { FieldCipher } from '../../../shared/database';
import { insert } from './write-population';

const idOf = (kind: string, number: number) => `0000002${kind}-0000-8000-8000-00000000000${number}`;

/** Helpers, institutions and activities near and far. */
export const REGISTERS = {
  PsksHelper: { near: idOf('0', 1), far: idOf('0', 2) },
  Lks: { near: idOf('1', 1), far: idOf('1', 2) },
  CommunityActivity: { near: idOf('2', 1), far: idOf('2', 2) },
} as const;
const PLACES = { near: '3204052001', far: '5101012001' } as const;
const AT = '2026-09-01T00:00:00Z';

/** Rows of the registers with a value in every column. */
export async function plantRegisters(client: Client, cipher: FieldCipher): Promise<void> {
  const both = ['near', 'far'] as const;
  await insert(
    client,
    'programs.psks_helper',
    both.map((where) => ({
      ...{ id: REGISTERS.PsksHelper[where], type: 'TKSK', name_sealed: cipher.seal(`Penolong ${where}`) },
      ...{ region_code: PLACES[where], status: 'ENDED', version: 1, active_on: '2024-01-01', ended_on: '2026-01-01' },
      end_reason: 'MOVED',
    })),
  );
  await insert(
    client,
    'programs.lks',
    both.map((where) => ({
      ...{ id: REGISTERS.Lks[where], name: `LKS ${where}`, region_code: PLACES[where], is_legal_entity: true },
      ...{ status: 'ACCREDITED', version: 1, score: 90, accreditation: 'A', accredited_on: '2026-01-01' },
      accredited_until: '2099-01-01',
    })),
  );
  await insert(
    client,
    'programs.community_activity',
    both.map((where) => ({
      ...{ id: REGISTERS.CommunityActivity[where], community: `Komunitas ${where}`, title: 'Air bersih' },
      ...{
        village_code: PLACES[where],
        is_indigenous: true,
        households: 40,
        households_reached: 30,
        budget: 5_000_000,
      },
      ...{
        partners: ['LKS Contoh'],
        status: 'COMPLETED',
        version: 1,
        started_on: '2026-01-01',
        completed_on: '2026-05-01',
      },
    })),
  );
  await insert(client, 'programs.psks_count', [{ type: 'TKSK', regency_code: '3204', year: 2026, number: 31 }]);
  await insert(client, 'programs.transition_event', [
    {
      ...{ machine: 'psks_helper', entity_id: REGISTERS.PsksHelper.near, event: 'END', from_status: 'ACTIVE' },
      ...{
        to_status: 'ENDED',
        reason: 'MOVED',
        note: 'a note',
        evidence: {},
        actor: 's',
        actor_role: 'DINSOS',
        at: AT,
      },
    },
  ]);
}
