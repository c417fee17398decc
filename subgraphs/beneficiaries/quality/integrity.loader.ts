import type { SubgraphContext } from '../../../shared/subgraph';
import { statement } from '../../../shared/database';
import type { DistrictSums } from './protect';

/**
 * Sums over the districts of a place at a snapshot, the newest by default; undefined for a village and where the registry
 * has nobody. One statement for all places of the fetch.
 */
export function findIntegritySums(
  context: SubgraphContext,
  code: string,
  snapshot?: string,
): Promise<DistrictSums | undefined> {
  const name = `integrity ${snapshot ?? ''}`;
  const loader = context.loader<string, DistrictSums | undefined>(name, async (codes) => {
    const rows = await context.session.rows<DistrictSums & { code: string }>(
      statement(
        `SELECT place.code, max(d.snapshot) AS snapshot, sum(d.persons)::int AS persons, sum(d.families)::int AS families,
           sum(d.matched)::int AS matched, sum(d.duplicates)::int AS duplicates, sum(d.deceased)::int AS deceased,
           sum(d.complete)::int AS complete, (sum(d.score * d.families) / sum(d.families))::float8 AS score,
           (sum(d.median_age_days * d.persons::float8) / sum(d.persons)) AS "medianAge"
         FROM unnest($1::text[]) AS place(code)
         JOIN district_integrity d ON d.district_code COLLATE "C" >= place.code AND d.district_code < place.code || ':'
         WHERE length(place.code) <= 6 AND d.snapshot = coalesce($2, (SELECT max(snapshot) FROM district_integrity))
         GROUP BY place.code`,
        [codes, snapshot ?? null],
      ),
    );
    const found = new Map(rows.map((row) => [row.code, row]));
    return codes.map((each) => found.get(each));
  });
  return loader.load(code);
}
