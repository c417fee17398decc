/** What cubes about participation share: SQL over the star schema, to be named as its users say. */

/** States in which a family is paid. */
export const RECEIVING = `('ACTIVE', 'TRANSITION')`;

/** The latest enrolment of each family in each program. */
export const LATEST_ENROLMENT = `
  SELECT DISTINCT ON (family, program) id, family, facilitator, program, status, started_on, ended_on
  FROM enrolment ORDER BY family, program, started_on DESC, id`;

const HEALTH = `('IBU_HAMIL_NIFAS', 'ANAK_USIA_DINI')`;
const EDUCATION = `('ANAK_SD', 'ANAK_SMP', 'ANAK_SMA')`;

/**
 * What the enrolments `latest` carry on their last day, or on that of the snapshot, by members who are counted: which kinds, how
 * many, the profile (`ANAK_SD:2,LANJUT_USIA:1`), and until when children carry it.
 */
export const CARRIED = (asOf: string): string => `
  SELECT enrolment, sum(persons) AS components, string_agg(component || ':' || persons, ',' ORDER BY component) AS profile,
    bool_or(component IN ${HEALTH}) AS health, bool_or(component IN ${EDUCATION}) AS education,
    bool_or(component NOT IN ${HEALTH} AND component NOT IN ${EDUCATION}) AS welfare,
    bool_or(is_lasting) AS is_lasting, max(children_until) AS children_until
  FROM (
    SELECT c.enrolment, c.component, count(*) AS persons, bool_or(c.leaves_at_age = 0) AS is_lasting,
      max((p.birth_month + make_interval(years => c.leaves_at_age))::date) AS children_until
    FROM component c JOIN latest e ON e.id = c.enrolment JOIN person p ON p.unit = c.person
    WHERE c.started_on <= coalesce(e.ended_on, ${asOf}) AND (c.ended_on IS NULL OR c.ended_on >= coalesce(e.ended_on, ${asOf}))
    GROUP BY c.enrolment, c.component
  ) kind GROUP BY enrolment`;

/** How many families of PKH each facilitator of the enrolments `latest` looks after. */
export const FACILITATORS = `
  SELECT facilitator, count(*) AS families FROM latest
  WHERE facilitator IS NOT NULL AND program = 'PKH' AND status IN ${RECEIVING} GROUP BY facilitator`;
