import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { createFieldCipher } from '../../shared/database';
import type { Role, Viewer } from '../../shared/viewer';
import { viewerOf } from './platform';
import type { TestPlatform } from './platform';

/** A village with two families of two members each, and officers who work there. */
export class GrievanceDesk {
  readonly family = randomUUID();
  readonly person = randomUUID();
  readonly otherFamily = randomUUID();
  readonly otherPerson = randomUUID();
  private sealed = '';

  async prepare(admin: Client, platform: Pick<TestPlatform, 'database'>): Promise<void> {
    this.sealed = createFieldCipher(platform.database.config.keys).seal('The roof is gone since March.');
    for (const [family, person, key] of [
      [this.family, this.person, '1'],
      [this.otherFamily, this.otherPerson, '2'],
    ] as const) {
      await admin.query(`INSERT INTO programs.family_ref VALUES ('${family}', 'K-${key}', '3204052001', 2, '{PKH}');
        INSERT INTO programs.person_ref VALUES ('${person}', 'I-${key}', '${family}', '3204052001', 'PADAN')`);
    }
  }

  /** A complaint about PKH in a state, looked after by the pendamping. */
  async insert(admin: Client, status: string, dueOn: string | null = '2099-01-01'): Promise<string> {
    const id = randomUUID();
    await admin.query(
      `INSERT INTO programs.grievance (id, family_id, region_code, kind, category, program_code, text_sealed, status,
         submitted_by, submitted_by_role, assigned_to, due_on)
       VALUES ($1, $2, '3204052001', 'COMPLAINT', 'PAYMENT_LATE', 'PKH', $3, $4, 'somebody', 'CITIZEN', $5, $6)`,
      [id, this.family, this.sealed, status, this.viewer('PENDAMPING').subject, dueOn],
    );
    return id;
  }

  viewer(role: Role, subject?: string): Viewer {
    return viewerOf(role, {
      regionCodes: ['3204'],
      programCodes: ['PKH'],
      personId: this.person,
      ...(subject !== undefined && { subject }),
    });
  }
}
