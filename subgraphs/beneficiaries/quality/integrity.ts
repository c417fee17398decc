import type { BulkConnection } from '../../../shared/database';
import type { ReportTable } from '../../../shared/intake';

/** The integrity of each kecamatan at the newest snapshot, for the report of an import; the lowest first, since those need work. */
export async function summarizeIntegrity(connection: BulkConnection): Promise<ReportTable[]> {
  const { rows } = await connection.query<(string | number)[]>({
    text: `SELECT d.district_code, coalesce(r.name, '-'), d.persons, ${['matched', 'duplicates', 'deceased', 'complete']
      .map((count) => `round(100.0 * d.${count} / d.persons, 1)::text`)
      .join(', ')}, d.median_age_days, d.score::text
      FROM district_integrity d LEFT JOIN region r ON r.code = d.district_code
      WHERE d.snapshot = (SELECT max(snapshot) FROM district_integrity) ORDER BY d.score, d.district_code`,
    rowMode: 'array',
  });
  const columns = ['code', 'kecamatan', 'persons', 'match %', 'dupl. %', 'dead %', 'complete %', 'age days', 'score'];
  return [{ title: 'Integrity by kecamatan', columns, rows }];
}
