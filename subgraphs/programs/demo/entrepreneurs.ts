import type { DemoTools } from '../../../shared/machine';

/** Who may be helped to a business. */
interface Wanted {
  /** Years, first and last. */
  readonly ages: readonly [number, number];
  /** What parts the families of one program from those of another. */
  readonly salt: string;
  /** Over `e`, an enrolment of the family. */
  readonly enrolled: string;
  /** Over `fr`: families that are taken although PENA helps them already. */
  readonly although?: string;
}

/**
 * Families with a member of an age who take part in a program and in no business program yet, one member each; SQL with
 * `family_id`, `person_id`, `region_code`.
 */
export function entrepreneurs(
  { day, family }: DemoTools,
  { ages: [from, to], salt, enrolled, although = 'false' }: Wanted,
): string {
  return `SELECT DISTINCT ON (fr.id) fr.id AS family_id, p.id AS person_id, fr.region_code
    FROM family_ref fr JOIN person_ref p ON p.family_id = fr.id
    WHERE p.match_status = 'PADAN' AND NOT p.restricted AND fr.source_id <> '${family}'
      AND p.birth_date BETWEEN date '${day}' - interval '${to} years' AND date '${day}' - interval '${from} years'
      AND EXISTS (SELECT FROM enrolment e WHERE e.family_id = fr.id AND ${enrolled})
      AND NOT EXISTS (SELECT FROM kube_member m WHERE m.family_id = fr.id)
      AND (${although} OR NOT EXISTS (SELECT FROM pena_case o WHERE o.family_id = fr.id))
    ORDER BY fr.id, md5('${salt}' || p.id)`;
}
