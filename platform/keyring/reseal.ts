import type { Config } from '../../shared/config';
import { createFieldCipher, resealColumn } from '../../shared/database';
import type { ResealCount } from '../../shared/database';
import type { Report } from '../console/progress';
import type { SchemaMember } from '../database/session';

/** Rows that another transaction held are tried again; a transaction that is still at work then is a long one. */
const PASSES = 3;

/** What happened to one column. */
export interface ColumnReport extends ResealCount {
  readonly name: string;
}

/** Seals every value of every schema anew that does not stand under the current field key; one that does is not touched. */
export async function resealAll(
  members: readonly SchemaMember[],
  { keys }: Pick<Config, 'keys'>,
  report: Report = () => undefined,
): Promise<ColumnReport[]> {
  const cipher = createFieldCipher(keys);
  const keyId = keys.field.current.id;
  const reports: ColumnReport[] = [];
  for (const { name: schema, database, sealedColumns } of members) {
    for (const column of sealedColumns) {
      const name = `${schema}.${column.table}.${column.column}`;
      let resealed = 0;
      for (let pass = 1; ; pass += 1) {
        const before = resealed;
        const onProgress = (count: number) => report(`${(before + count).toLocaleString('en')} values of ${name}`);
        const counts = await resealColumn(database, column, cipher, { keyId, onProgress });
        resealed += counts.resealed;
        if (counts.busy > 0 && pass < PASSES) continue;
        reports.push({ name, ...counts, resealed });
        break;
      }
    }
  }
  return reports;
}
