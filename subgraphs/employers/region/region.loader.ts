import { Parameters, statement } from '../../../shared/database';
import type { NestedParent, SubgraphContext } from '../../../shared/subgraph';

/** Published vacancies below a labour area: a province (2 digits) or a regency (4). */
export const AREA: NestedParent = {
  name: 'Region',
  scope: 'PublishedVacancy',
  keyType: 'text',
  links: [
    `length(parent.key) = 4 AND v.regency_code = parent.key AND v.status = 'PUBLISHED'`,
    `length(parent.key) = 2 AND v.province_code = parent.key AND v.status = 'PUBLISHED'`,
  ],
};

/** Seats of the published vacancies of a labour area; one statement for all areas of the fetch. */
export function countOpenSeats(context: SubgraphContext, area: string): Promise<number> {
  return context
    .loader<string, number>('open seats', async (areas) => {
      const scope = context.scope(AREA.scope);
      if (scope.kind === 'NOWHERE') return areas.map(() => 0);
      const { bind, values } = new Parameters();
      const where = scope.where(bind);
      const sums = AREA.links.map((link) => `SELECT v.seats FROM vacancy v WHERE (${link}) AND (${where})`);
      const found = await context.session.rows<{ key: string; seats: number }>(
        statement(
          `SELECT parent.key, (SELECT coalesce(sum(seats), 0)::int FROM (${sums.join(' UNION ALL ')}) open) AS seats
          FROM unnest(${bind(areas)}::text[]) AS parent (key)`,
          values,
        ),
      );
      const byArea = new Map(found.map(({ key, seats }) => [key, seats]));
      return areas.map((key) => byArea.get(key) ?? 0);
    })
    .load(area);
}
