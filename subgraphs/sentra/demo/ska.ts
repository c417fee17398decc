import type { DemoPart } from '../../../shared/machine';
import { publishSkaMonths } from '../ska/ska';

/** A year of every line of business of every centre that has a Sentra Kreasi ATENSI; amounts are invented. */
export const SKA_DEMO: DemoPart = {
  name: 'demo-ska',
  plant: async (connection, { day, home: { centre } }) => {
    await connection.query(
      `INSERT INTO ska_month (centre_id, line, month, revenue, at_work, recorded_by)
       SELECT s.centre_id, l.line, to_char(m.first, 'YYYY-MM'), 4000000 + 250000 * ((h.number + extract(month FROM m.first)::int) % 60),
         4 + h.number % 20, 'sentra-officer' || CASE s.centre_id WHEN $2 THEN '' ELSE '-' || lower(s.centre_id) END
       FROM ska s, unnest(s.lines) l (line),
         generate_series(date_trunc('month', $1::date) - interval '11 months', $1::date, interval '1 month') m (first),
         LATERAL (SELECT ('x' || left(md5(s.centre_id || l.line), 4))::bit(16)::int AS number) h`,
      [day, centre],
    );
    await connection.query(publishSkaMonths('true'));
  },
};
