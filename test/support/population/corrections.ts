import type { Client } from 'pg';
import type { Random } from '../../../platform/demo/nation/random';
import { insert } from '../population';
import type { PersonRow, Uuids } from '../population';

interface Place {
  readonly id: string;
  readonly region_code: string;
}

/** The accounts of test viewers, and somebody who is none of them. */
const ACCOUNTS = ['test pendamping', 'test pendamping', 'test citizen', 'somebody else'];

/** Grievances of every kind about some families, and requests to change some records. */
export async function fillCorrections(
  admin: Client,
  random: Random,
  uuid: Uuids,
  { families, persons }: { readonly families: readonly Place[]; readonly persons: readonly PersonRow[] },
): Promise<void> {
  const grievances = families.flatMap((family) =>
    (['USUL', 'COMPLAINT', 'COMPLAINT'] as const).map((kind) => ({
      id: uuid(),
      family_id: family.id,
      region_code: family.region_code,
      kind,
      category: kind === 'USUL' ? 'FAMILY_MISSING' : 'PAYMENT_LATE',
      program_code: kind === 'USUL' ? null : random.pick(['PKH', 'SEMBAKO', 'PENA', 'KUBE']),
      text_sealed: 'sealed',
      status: 'SUBMITTED',
      version: 1,
      submitted_by: 'somebody',
      submitted_by_role: 'CITIZEN',
      submitted_at: '2026-09-01T00:00:00Z',
      assigned_to: random.pick(ACCOUNTS),
    })),
  );
  await insert(admin, 'programs.grievance', grievances);
  const request = (about: object) => ({
    id: uuid(),
    ...about,
    fields: ['address'],
    changes_sealed: 'sealed',
    status: 'PROPOSED',
    version: 1,
    proposed_by: random.pick(ACCOUNTS),
    proposed_by_role: 'PENDAMPING',
    proposed_at: '2026-09-01T00:00:00Z',
  });
  const requests = [
    ...persons.map(({ id }) => request({ person_id: id, family_id: null })),
    ...families.map(({ id }) => request({ person_id: null, family_id: id })),
  ];
  await insert(admin, 'beneficiaries.change_request', requests);
  await insert(
    admin,
    'beneficiaries.transition_event',
    requests.map(({ id }) => ({
      machine: 'change_request',
      entity_id: id,
      event: 'PROPOSE',
      to_status: 'PROPOSED',
      evidence: {},
      actor: 's',
      actor_role: 'SYSTEM',
      at: '2026-09-01T00:00:00Z',
    })),
  );
}
