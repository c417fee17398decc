import type { Client } from 'pg';
import type { FieldCipher } from '../../../shared/database';
import type { Role, Viewer } from '../../../shared/viewer';
import { HOUSING_COLUMNS } from '../../../subgraphs/beneficiaries/family/family';
import { insert } from './write-population';

/** Grievances and change requests near and far. */
export const CORRECTIONS = {
  Grievance: { near: '00000007-0000-8000-8000-000000000001', far: '00000007-0000-8000-8000-000000000002' },
  ChangeRequest: { near: '00000008-0000-8000-8000-000000000001', far: '00000008-0000-8000-8000-000000000002' },
} as const;

interface Record {
  readonly personId: string;
  readonly familyId: string;
  readonly regionCode: string;
}

/** Everything a correction can hold, on one row near; one row far. */
export async function plantCorrections(
  client: Client,
  cipher: FieldCipher,
  { near, far, viewer }: { readonly near: Record; readonly far: Record; readonly viewer: (role: Role) => Viewer },
): Promise<void> {
  const pendamping = viewer('PENDAMPING').subject;
  const grievance = {
    text_sealed: cipher.seal('Words of a test.'),
    status: 'SUBMITTED',
    version: 1,
    submitted_by: 's',
  };
  const at = '2026-09-01T00:00:00Z';
  await insert(client, 'programs.grievance', [
    {
      ...{ id: CORRECTIONS.Grievance.near, family_id: near.familyId, region_code: near.regionCode },
      ...{
        kind: 'COMPLAINT',
        category: 'PAYMENT_LATE',
        program_code: 'PKH',
        ...grievance,
        submitted_by_role: 'CITIZEN',
      },
      ...{ submitted_at: at, assigned_to: pendamping, village_finding: 'CONFIRMED', dinsos_finding: 'NOT_MET' },
      ...{ due_on: '2026-09-15', decision_reason: 'DUPLICATE', effective_snapshot: 'DTSEN-2026-TW4' },
    },
    {
      ...{ id: CORRECTIONS.Grievance.far, family_id: far.familyId, region_code: far.regionCode },
      ...{ kind: 'USUL', category: 'MEMBER_MISSING', ...grievance, submitted_by_role: 'CITIZEN', submitted_at: at },
    },
  ]);
  const texts = ['address', 'phone', 'maritalStatus', 'schooling', 'businessSector'];
  const words = [
    ['Jalan Satu', 'Jalan Dua'],
    ['+62 1', '+62 2'],
    ['SINGLE', 'MARRIED'],
    ['NEVER', 'ATTENDING'],
    ['A', 'B'],
  ];
  const pair = (name: string, index: number) =>
    [name, { before: words[index]?.[0], after: words[index]?.[1] }] as const;
  const number = (name: string) => [name, { before: 1, after: 2 }] as const;
  const ofPerson = [...texts.map(pair), ...['highestDiploma', 'workStatus', 'businessCount'].map(number)];
  const ofFamily = [pair('address', 0), ...Object.keys(HOUSING_COLUMNS).map(number)];
  // The near one has values of both kinds, so that every field has one on some row.
  const values = { person: Object.fromEntries(ofPerson), family: Object.fromEntries(ofFamily) };
  const request = (id: string, person_id: string) => ({
    ...{ id, person_id, fields: ofPerson.map(([name]) => name), changes_sealed: cipher.seal(JSON.stringify(values)) },
    ...{ status: 'PROPOSED', version: 1, proposed_by: pendamping, proposed_by_role: 'PENDAMPING', proposed_at: at },
    ...{ decision_reason: 'NOT_TRUE', applied_after: 'DTSEN-2026-TW3' },
  });
  await insert(client, 'beneficiaries.change_request', [
    request(CORRECTIONS.ChangeRequest.near, near.personId),
    request(CORRECTIONS.ChangeRequest.far, far.personId),
  ]);
  const happened = (machine: string, entity_id: string) => ({
    ...{
      machine,
      entity_id,
      event: 'WITHDRAW',
      to_status: 'WITHDRAWN',
      evidence: {},
      actor: 's',
      actor_role: 'CITIZEN',
      at,
    },
  });
  for (const [schema, machine, id, from] of [
    ['programs', 'grievance', CORRECTIONS.Grievance.near, 'SUBMITTED'],
    ['beneficiaries', 'change_request', CORRECTIONS.ChangeRequest.near, 'PROPOSED'],
  ] as const) {
    await insert(client, `${schema}.transition_event`, [
      { ...happened(machine, id), from_status: from, reason: 'SEEDED', note: 'a note' },
    ]);
  }
}
