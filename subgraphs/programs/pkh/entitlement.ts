/** The day that decides about a period and its length: SQL expressions of types date and int. */
export interface PeriodTerms {
  readonly day: string;
  /** 3 for a stage, 1 for a month. */
  readonly months: string;
}

/** Whether a dated row is in force on a day, the last one included. */
function onDay(row: string, day: string): string {
  return `${row}.valid_from <= ${day} AND coalesce(${row}.valid_to >= ${day}, true)`;
}

/**
 * What enrolments give for a period, by what is in force on its first day: a query for `id, amount`, set-wise over all of them.
 * It is the only definition of the amount: that of one family, and that of a stage run over the nation.
 *
 * A program pays a flat rate, or for the components carried that day: of each at most its limit, of all together at most the cap,
 * the highest amounts first (Permensos 1/2018: four). A component without a rate is not paid and takes no place of another.
 * Whole rupiah; 0 outside of the enrolment's time, NULL where no rate is known or the rate is not paid by time.
 *
 * @param enrolments query for `id, program_code, started_on, ended_on`
 */
export function entitlements(enrolments: string, { day, months }: PeriodTerms): string {
  return `
    WITH asked AS MATERIALIZED (${enrolments}),
    rate AS MATERIALIZED (
      SELECT r.program_code, r.component,
        CASE r.per WHEN 'YEAR' THEN r.amount * ${months} / 12 WHEN 'MONTH' THEN r.amount * ${months} END AS amount
      FROM program_rate r WHERE ${onDay('r', day)}
    ), most AS MATERIALIZED (
      SELECT l.program_code, l.component, l.maximum FROM program_limit l WHERE l.scope = 'AT_ONCE' AND ${onDay('l', day)}
    ), carried AS (
      SELECT c.enrolment_id, a.program_code, c.component, count(*) AS persons
      FROM asked a JOIN enrolment_component c ON c.enrolment_id = a.id
      WHERE c.started_on <= ${day} AND coalesce(least(c.file_ended_on, c.stopped_on) >= ${day}, true)
      GROUP BY c.enrolment_id, a.program_code, c.component
    ), within AS (
      SELECT k.enrolment_id, k.component, rate.amount, least(k.persons, own.maximum) AS persons, every.maximum AS cap
      FROM carried k JOIN rate ON rate.program_code = k.program_code AND rate.component = k.component
      LEFT JOIN most own ON own.program_code = k.program_code AND own.component = k.component
      LEFT JOIN most every ON every.program_code = k.program_code AND every.component IS NULL
      WHERE rate.amount IS NOT NULL
    ), ranked AS (
      SELECT enrolment_id, amount, persons, cap,
        sum(persons) OVER (PARTITION BY enrolment_id ORDER BY amount DESC, component) AS so_far
      FROM within
    ), paid AS (
      SELECT enrolment_id, sum(amount * greatest(0, least(persons, cap - so_far + persons)))::bigint AS amount
      FROM ranked GROUP BY enrolment_id
    )
    SELECT a.id, CASE
      WHEN known.program_code IS NULL THEN NULL
      WHEN a.started_on > ${day} OR a.ended_on < ${day} THEN 0
      WHEN flat.program_code IS NOT NULL THEN flat.amount
      ELSE coalesce(paid.amount, 0) END AS amount
    FROM asked a
    LEFT JOIN (SELECT DISTINCT program_code FROM rate) known ON known.program_code = a.program_code
    LEFT JOIN rate flat ON flat.program_code = a.program_code AND flat.component IS NULL
    LEFT JOIN paid ON paid.enrolment_id = a.id`;
}
