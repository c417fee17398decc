import { systemActor } from '../../../shared/viewer';
import type { Viewer } from '../../../shared/viewer';
import type { Database } from '../../../shared/database';
import { enrolments } from '../cube/enrolments.cube';
import type { TableDesk } from '../table/desk';
import type { ProtectedTable } from '../table/table';
import { readRequest } from '../table/validate';
import { comparePkhCost } from './pkh-cost';
import type { PkhComparison, ProfileCell, TariffProposal } from './pkh-cost';
import { findPkhTariff } from './tariff.loader';

const PROFILE = 'COMPONENT_PROFILE';
const FAMILIES = 'KPM';

/** The families of PKH by the components they carry: all that a simulation knows. */
const PROFILES = readRequest(enrolments, {
  by: [PROFILE],
  measures: [FAMILIES],
  where: { PROGRAM: ['PKH'] },
  totals: 'GRAND',
});

/** A comparison, and what it leaves out. */
export interface PkhSimulation extends PkhComparison {
  /** The table it is worked out of. */
  readonly table: ProtectedTable;
  /** Families of profiles that are suppressed; undefined where how many there are in all is. */
  readonly leftOut: number | undefined;
}

/**
 * Simulates a proposal on the newest snapshot, beside what is in force on its day. The table it is made of is asked for and written
 * down like any other.
 * @throws CodedError BAD_USER_INPUT for a proposal that means nothing, TABLE_TOO_SPARSE where too few profiles are published
 */
export async function simulatePkh(
  desk: TableDesk,
  database: Pick<Database, 'bulk'>,
  viewer: Viewer,
  proposal: TariffProposal,
): Promise<PkhSimulation> {
  const table = await desk.ask(viewer, PROFILES);
  const tariff = await database.bulk(systemActor('statistics'), (connection) =>
    findPkhTariff(connection, table.snapshot.asOf),
  );
  const cells = profilesOf(table);
  return { ...comparePkhCost(cells, tariff, proposal), table, leftOut: leftOut(table, cells) };
}

function profilesOf({ rows }: ProtectedTable): ProfileCell[] {
  return rows.flatMap(({ level, key, values }) => {
    const families = values[FAMILIES]?.value;
    return level.length === 0 || families === undefined ? [] : [{ profile: String(key[PROFILE]), families }];
  });
}

/** Noise may take the parts above the whole: nobody is left out then. */
function leftOut({ rows }: ProtectedTable, cells: readonly ProfileCell[]): number | undefined {
  const all = rows.find(({ level }) => level.length === 0)?.values[FAMILIES]?.value;
  return all === undefined ? undefined : Math.max(0, all - cells.reduce((sum, { families }) => sum + families, 0));
}
