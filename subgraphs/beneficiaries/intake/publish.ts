import { ADULT_AGE } from '../person/person';
import { claimantsBeside, familyStatistics, personStatistics } from './statistics';

/** At the end of an import: whose record changed, or what was found about it. */
export const TOLD = 'SELECT id FROM intake_changed UNION SELECT id FROM intake_touched';

/**
 * Tells other subgraphs of families: what they keep in their read models, no more.
 * @param ids a query that gives `id`
 */
export function publishFamilies(ids: string): string {
  return `INSERT INTO outbox (topic, entity_id, payload)
  SELECT 'family', f.id, jsonb_build_object(
    'sourceId', f.source_id, 'regionCode', f.region_code, 'desil', f.desil, 'kpmFlags', to_jsonb(f.kpm_flags),
    'statistics', ${familyStatistics('f')})
  FROM family f WHERE f.id IN (${ids})`;
}

/**
 * From when on a child consents alone (UU PDP art. 25): the first day of the month after the birthday, so that it gives no birth
 * date away; nothing of adults.
 */
export function adultOn(birthDate: string): string {
  return `(SELECT a.day FROM (VALUES
    ((date_trunc('month', ${birthDate} + interval '${ADULT_AGE} years') + interval '1 month')::date)) a (day)
    WHERE a.day > current_date)`;
}

/**
 * Tells other subgraphs of persons. The region is the family's: a statement that moves persons and publishes them at once
 * does not see its own change. What rules of membership look at is left out while the processing of the record is restricted.
 * With them it tells of whoever has the same NIK. For the platform itself: few may see whom a NIK belongs to, and what is wrong.
 * @param ids a query that gives `id`
 */
export function publishPersons(ids: string): string {
  return `INSERT INTO outbox (topic, entity_id, payload)
  SELECT 'person', p.id, jsonb_build_object('sourceId', p.source_id, 'familyId', p.family_id,
    'regionCode', f.region_code, 'matchStatus', p.match_status,
    'restricted', p.restricted_at IS NOT NULL, 'adultOn', ${adultOn('p.birth_date')},
    'statistics', ${personStatistics('p')})
    || CASE WHEN p.restricted_at IS NULL THEN jsonb_build_object(
    'birthDate', p.birth_date, 'maritalStatus', p.marital_status, 'familyRole', p.family_role,
    'identityStatus', p.identity_status, 'hasKk', f.kk_index IS NOT NULL) ELSE '{}' END
  FROM person p JOIN family f ON f.id = p.family_id WHERE p.id IN (${ids} UNION ${claimantsBeside(ids)})`;
}
