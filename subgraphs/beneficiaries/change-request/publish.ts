import { changeRequestStatistics } from '../intake/statistics';

/** What other subgraphs learn of a request: which fields, never their values. */
export function changeRequestFact(row: string): string {
  return `jsonb_build_object('personId', ${row}.person_id, 'familyId', ${row}.family_id, 'fields', ${row}.fields,
    'status', ${row}.status, 'statistics', ${changeRequestStatistics(row)})`;
}
