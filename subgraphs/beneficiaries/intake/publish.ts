/** Tells other subgraphs of changed families: what they keep in their read models, no more. */
export const publishFamilies = `INSERT INTO outbox (topic, entity_id, payload)
  SELECT 'family', f.id, jsonb_build_object(
    'sourceId', f.source_id, 'regionCode', f.region_code, 'desil', f.desil, 'kpmFlags', to_jsonb(f.kpm_flags))
  FROM family f JOIN intake_changed c ON c.id = f.id`;

/**
 * Tells other subgraphs of persons. The region is the family's: a statement that moves persons and publishes them at once
 * does not see its own change. What rules of membership look at is left out while the processing of the record is restricted.
 * @param ids a query that gives `id`
 */
export function publishPersons(ids: string): string {
  return `INSERT INTO outbox (topic, entity_id, payload)
  SELECT 'person', p.id, jsonb_build_object('sourceId', p.source_id, 'familyId', p.family_id,
    'regionCode', f.region_code, 'matchStatus', p.match_status,
    'restricted', p.restricted_at IS NOT NULL) || CASE WHEN p.restricted_at IS NULL THEN jsonb_build_object(
    'birthDate', p.birth_date, 'maritalStatus', p.marital_status, 'familyRole', p.family_role,
    'identityStatus', p.identity_status, 'hasKk', f.kk_index IS NOT NULL) ELSE '{}' END
  FROM person p JOIN family f ON f.id = p.family_id WHERE p.id IN (${ids})`;
}
