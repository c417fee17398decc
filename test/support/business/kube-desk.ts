import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import type { Role, Viewer } from '../../../shared/viewer';
import { viewerOf } from '../platform';

export const VILLAGE = '3204052001';

/** A family head as the registry's copy has one who may join; a test changes what it is about. */
export interface TestHead {
  readonly birthDate?: string | null;
  readonly maritalStatus?: string | null;
  readonly familyRole?: string | null;
  readonly identityStatus?: string | null;
  readonly hasKk?: boolean | null;
  readonly matchStatus?: string;
  readonly restricted?: boolean;
  readonly village?: string;
  readonly desil?: number;
}

/** Heads of one village and groups of them in any state. */
export class KubeDesk {
  /** Members of each group, the chair first. */
  readonly members = new Map<string, readonly string[]>();
  /** Somebody in no group. */
  spare = '';

  async prepare(admin: Client): Promise<void> {
    this.spare = await this.addHead(admin);
  }

  /** A family with its head; gives the head's id. */
  async addHead(admin: Client, head: TestHead = {}): Promise<string> {
    const [person, family] = [randomUUID(), randomUUID()];
    const fits = {
      birthDate: '1985-05-05',
      maritalStatus: 'MARRIED',
      familyRole: 'HEAD',
      identityStatus: 'DOCUMENTED',
      hasKk: true,
      matchStatus: 'PADAN',
      restricted: false,
      village: VILLAGE,
      desil: 2,
      ...head,
    };
    await admin.query(`INSERT INTO programs.family_ref VALUES ($1, $2, $3, $4, '{}')`, [
      family,
      family,
      fits.village,
      fits.desil,
    ]);
    await admin.query(
      `INSERT INTO programs.person_ref (id, source_id, family_id, region_code, match_status, restricted, birth_date,
         marital_status, family_role, identity_status, has_kk) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        person,
        person,
        family,
        fits.village,
        fits.matchStatus,
        fits.restricted,
        fits.birthDate,
        fits.maritalStatus,
        fits.familyRole,
        fits.identityStatus,
        fits.hasKk,
      ],
    );
    return person;
  }

  async addHeads(admin: Client, count: number): Promise<string[]> {
    const heads: string[] = [];
    while (heads.length < count) heads.push(await this.addHead(admin));
    return heads;
  }

  /** A group of five heads, or of those given, with what its state takes: named members, a grant, its report, turnover. */
  async insert(admin: Client, status: string, heads: readonly string[] = []): Promise<string> {
    const id = randomUUID();
    const persons = [...heads, ...(await this.addHeads(admin, 5 - heads.length))];
    const isNamed = !['PROPOSED', 'VERIFIED'].includes(status);
    const isPaid = isNamed && !['DESIGNATED', 'DISSOLVED'].includes(status);
    await admin.query(
      `INSERT INTO programs.kube_group (id, name, line_of_business, region_code, family_id, status, proposed_on,
         recommendation, decree, designated_on, grant_amount, granted_on, report_due_on, reported_on)
       SELECT $1, 'Contoh Maju', 'CRAFTS', $2, family_id, $3, '2026-01-05', 'R-1',
         CASE WHEN $4 THEN 'SK-1' END, CASE WHEN $4 THEN date '2026-02-01' END,
         CASE WHEN $5 THEN 10000000 END, CASE WHEN $5 THEN date '2026-03-01' END,
         CASE WHEN $5 THEN date '2026-06-01' END, CASE WHEN $5 THEN date '2026-05-01' END
       FROM programs.person_ref WHERE id = $6`,
      [id, VILLAGE, status, isNamed, isPaid, persons[0]],
    );
    await admin.query(
      `INSERT INTO programs.kube_member (group_id, person_id, family_id, region_code, office, state, joined_on)
       SELECT $1, p.id, p.family_id, $2, coalesce((ARRAY['CHAIR', 'SECRETARY', 'TREASURER'])[n], 'MEMBER'),
         CASE WHEN $4 THEN 'MEMBER' ELSE 'PROPOSED' END, CASE WHEN $4 THEN date '2026-02-01' END
       FROM unnest($3::uuid[]) WITH ORDINALITY m (person, n) JOIN programs.person_ref p ON p.id = m.person`,
      [id, VILLAGE, persons, isNamed],
    );
    if (isPaid) {
      await admin.query(
        `INSERT INTO programs.kube_turnover SELECT $1, '2026-0' || n, 1500000 FROM generate_series(3, 5) n`,
        [id],
      );
    }
    this.members.set(id, persons);
    return id;
  }

  memberOf(group: string, index: number): string {
    return this.members.get(group)?.[index] ?? '';
  }

  viewer(role: Role, claims: Partial<Viewer> = {}): Viewer {
    return viewerOf(role, { regionCodes: ['3204'], programCodes: ['KUBE'], personId: this.spare, ...claims });
  }
}
