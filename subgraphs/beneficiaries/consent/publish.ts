import { adultOn } from '../intake/publish';
import { consentStatistics } from '../intake/statistics';
import { educationOf } from '../person/education';
import { usable } from './living';

/** What leaves about somebody who agreed to a card: as coarse as a card is, and nothing while the record may not be used. */
const profileOf = (person: string) => `(SELECT jsonb_build_object('adultOn', ${adultOn('pr.birth_date')},
    'birthYear', extract(year FROM pr.birth_date)::int, 'regencyCode', left(pr.region_code, 4),
    'education', ${educationOf('pr')})
  FROM person pr WHERE pr.id = ${person} AND ${usable('pr')})`;

/** What other subgraphs learn of a consent. Nothing about a person leaves without consent to a card. */
export function consentFact(row: string): string {
  return `jsonb_build_object('personId', ${row}.person_id, 'kind', ${row}.kind, 'employerId', ${row}.employer_id,
    'vacancyId', ${row}.vacancy_id, 'status', ${row}.status, 'givenBy', ${row}.given_by, 'expiresOn', ${row}.expires_on,
    'profile', CASE WHEN ${row}.kind = 'ANONYMOUS_PROFILE' AND ${row}.status = 'GIVEN'
      THEN ${profileOf(`${row}.person_id`)} END, 'statistics', ${consentStatistics(row)})`;
}

/**
 * Brings consents in step with the records of their persons, and tells other subgraphs of those that are given: whoever is
 * restricted, merged into another record or has died is a candidate no longer, and one again when that is over. For the platform
 * itself: few who change a record may see what its person agreed to.
 * @param ids a query that gives `id`
 */
export function publishConsents(ids: string): string {
  return `WITH changed AS (
    UPDATE consent c SET held = NOT (${usable('p')}) FROM person p
    WHERE p.id = c.person_id AND c.person_id IN (${ids}) AND c.status = 'GIVEN' AND c.held = (${usable('p')}))
  INSERT INTO outbox (topic, entity_id, payload)
  SELECT 'consent', c.id, ${consentFact('c')} FROM consent c
  WHERE c.person_id IN (${ids}) AND c.status = 'GIVEN' ORDER BY c.id`;
}
