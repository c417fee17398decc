import { asSystem } from '../../../shared/database';
import type { WriteManager } from '../../../shared/database';
import type { Viewer } from '../../../shared/viewer';

/** What is counted of devices, and the day that says in which quarter. */
const DAY_OF = { planned: 'planned_for', made: 'made_on', distributed: 'handed_over_on' } as const;

/** Counts a device in the quarter of its day, with the rights of the platform: the counts are public and nobody's to change. */
export async function countDevice(
  manager: WriteManager,
  viewer: Viewer,
  id: string,
  what: keyof typeof DAY_OF,
): Promise<void> {
  const day = DAY_OF[what];
  await asSystem(manager, viewer, () =>
    manager.query(
      `INSERT INTO device_count AS t (centre_id, type, year, quarter, ${what})
       SELECT centre_id, type, extract(year FROM ${day}), extract(quarter FROM ${day}), 1 FROM device WHERE id = $1::uuid
       ON CONFLICT (year, centre_id, type, quarter) DO UPDATE SET ${what} = t.${what} + 1`,
      [id],
    ),
  );
}

/** Takes a plan that was given up out of the count. */
export async function uncountPlan(manager: WriteManager, viewer: Viewer, id: string): Promise<void> {
  await asSystem(manager, viewer, () =>
    manager.query(
      `UPDATE device_count t SET planned = t.planned - 1 FROM device d
       WHERE d.id = $1::uuid AND t.centre_id = d.centre_id AND t.type = d.type
         AND t.year = extract(year FROM d.planned_for) AND t.quarter = extract(quarter FROM d.planned_for)`,
      [id],
    ),
  );
}
