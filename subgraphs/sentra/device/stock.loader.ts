import { Parameters, statement } from '../../../shared/database';
import type { SubgraphContext } from '../../../shared/subgraph';
import type { DeviceType } from './vocabulary';

/** How things stand with one type of device at a centre, over the rows the reader sees. */
export interface StockRow {
  readonly centreId: string;
  readonly type: DeviceType;
  readonly inMaking: number;
  readonly inStock: number;
  readonly allocated: number;
  readonly waiting: number;
  readonly medianLeadDays: number | null;
}

/** Stock and backlog of a centre by type, types without either left out; one statement for all centres of the fetch. */
export function findStock(context: SubgraphContext, centreId: string): Promise<StockRow[]> {
  const loader = context.loader<string, StockRow[]>('device stock', async (centres) => {
    const [devices, needs] = [context.scope('DeviceStock'), context.scope('DeviceNeed')];
    if (devices.kind === 'NOWHERE' || needs.kind === 'NOWHERE') return centres.map(() => []);
    const { bind, values } = new Parameters();
    const asked = bind(centres);
    const rows = await context.session.rows<StockRow>(
      statement(
        `SELECT coalesce(made.centre_id, wanted.centre_id) AS "centreId", coalesce(made.type, wanted.type) AS type,
           coalesce("inMaking", 0) AS "inMaking", coalesce("inStock", 0) AS "inStock",
           coalesce(allocated, 0) AS allocated, coalesce(waiting, 0) AS waiting, "medianLeadDays"
         FROM (SELECT d.centre_id, d.type,
             count(*) FILTER (WHERE d.status IN ('PLANNED', 'ASSEMBLED', 'IN_REWORK'))::int AS "inMaking",
             count(*) FILTER (WHERE d.status = 'IN_STOCK')::int AS "inStock",
             count(*) FILTER (WHERE d.status IN ('ALLOCATED', 'FITTED'))::int AS allocated
           FROM device d WHERE d.centre_id = ANY(${asked}::text[]) AND (${devices.where(bind)}) GROUP BY 1, 2) made
         FULL JOIN (SELECT n.centre_id, n.type, count(*) FILTER (WHERE n.status = 'WAITING')::int AS waiting,
             round(percentile_cont(0.5) WITHIN GROUP (ORDER BY n.met_on - n.assessed_on)::numeric)::int AS "medianLeadDays"
           FROM device_need n WHERE n.centre_id = ANY(${asked}::text[]) AND (${needs.where(bind)}) GROUP BY 1, 2) wanted
           ON wanted.centre_id = made.centre_id AND wanted.type = made.type
         ORDER BY 1, 2`,
        values,
      ),
    );
    const byCentre = new Map<string, StockRow[]>(centres.map((each) => [each, []]));
    for (const row of rows) byCentre.get(row.centreId)?.push(row);
    return centres.map((each) => byCentre.get(each) ?? []);
  });
  return loader.load(centreId);
}

/** What a centre planned, made and handed over of a type in a quarter. */
export interface DeviceCountRow {
  readonly centreId: string;
  readonly type: DeviceType;
  readonly year: number;
  readonly quarter: number;
  readonly planned: number;
  readonly made: number;
  readonly distributed: number;
}

/** The counts of a year by centre, type and quarter, of one centre or of all. */
export function findDeviceCounts(
  context: SubgraphContext,
  year: number,
  centreCode: string | undefined,
): Promise<DeviceCountRow[]> {
  const { bind, values } = new Parameters();
  const ofCentre = centreCode === undefined ? '' : `AND centre_id = ${bind(centreCode)}`;
  return context.session.rows<DeviceCountRow>(
    statement(
      `SELECT centre_id AS "centreId", type, year, quarter, planned, made, distributed FROM device_count
       WHERE year = ${bind(year)}::int ${ofCentre} ORDER BY centre_id, type, quarter`,
      values,
    ),
  );
}
