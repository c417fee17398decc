import type { Step } from '../../../shared/intake';
import { CHANGEABLE } from '../change-request/changeable';

/** The key a report blames. */
const KEY = { person: 'idIndividu', family: 'idKeluarga' } as const;

/**
 * What was corrected by a change request stays when a file comes that was frozen before the correction: the staged cell takes
 * the registry's value, with a warning where it differed. A file of a later snapshot knows of the correction and wins.
 */
export function keepCorrections(table: 'person' | 'family'): Step {
  const fields = Object.entries(CHANGEABLE[table]);
  const isKept = (field: string) => `'${field}' = ANY (kept.fields)`;
  const values = fields.map(
    ([field, { column }]) => `${column} = CASE WHEN ${isKept(field)} THEN t.${column} ELSE s.${column} END`,
  );
  const differs = fields.map(([field, { column }]) => `${isKept(field)} AND t.${column} IS DISTINCT FROM s.${column}`);
  return {
    name: `keep what was corrected since (${table})`,
    sql: `WITH kept AS MATERIALIZED (
        SELECT c.${table}_id AS id, array_agg(DISTINCT field) AS fields
        FROM change_request c CROSS JOIN intake_run run, unnest(c.fields) AS field
        WHERE c.status = 'APPLIED' AND c.${table}_id IS NOT NULL AND c.applied_after >= run.snapshot COLLATE "C"
        GROUP BY c.${table}_id)
      UPDATE intake_stage s SET warned = concat_ws(',', s.warned, 'CR1:${KEY[table]}'), ${values.join(', ')}
      FROM kept JOIN ${table} t ON t.id = kept.id
      WHERE s.id = kept.id AND s.rejected IS NULL AND (${differs.join(' OR ')})`,
  };
}
