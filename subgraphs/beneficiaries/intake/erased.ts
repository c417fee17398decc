import type { Step } from '../../../shared/intake';

/**
 * Who was erased on request does not come back with the next file: their rows are dropped before anything is kept of them,
 * quarantine included.
 */
export function forgetErased(table: 'person' | 'family'): Step {
  return {
    name: `drop rows of the erased (${table})`,
    sql: `DELETE FROM intake_stage s USING ${table} t WHERE t.id = s.id AND t.erased_at IS NOT NULL`,
  };
}
