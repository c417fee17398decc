import { systemActor } from '../../shared/viewer';
import { getMember } from '../database/session';
import type { RelayMember } from '../relay';

/** Who planted: a part is done when its name stands among the keys this account has used. */
export const PLANTER = 'demo-nation';

/** What is planted beside the files, by schema; named here so that a later start need not load it to see that it is done. */
export const DEMO_PARTS = {
  beneficiaries: ['demo-change-requests', 'demo-consents', 'demo-desil-history', 'demo-reveals'],
  programs: [
    'demo-kube',
    'demo-pena',
    'demo-prokus',
    'demo-graduation',
    'demo-grievance',
    'demo-registers',
    'demo-pkh',
  ],
  sentra: ['demo-cases', 'demo-ska', 'demo-devices'],
  employers: ['demo-agreements', 'demo-accounts', 'demo-mailboxes', 'demo-referrals'],
} as const;
export type PlantedSchema = keyof typeof DEMO_PARTS;

/** The parts of the demo nation that were never planted; all of them in a data folder made before there were any. */
export async function missingParts(members: readonly RelayMember[]): Promise<string[]> {
  const missing = await Promise.all(
    Object.entries(DEMO_PARTS).map(async ([schema, parts]) => {
      const planted = await getMember(members, schema).database.bulk(systemActor('look at the demo'), (connection) =>
        connection.query<{ key: string }>('SELECT key FROM client_key WHERE subject = $1', [PLANTER]),
      );
      const done = new Set(planted.rows.map(({ key }) => key));
      return parts.filter((part) => !done.has(part));
    }),
  );
  return missing.flat();
}
