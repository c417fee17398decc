import { SNAPSHOT_DAY } from '../../platform/demo/nation/weights';
import { folderOf } from '../../platform/subgraphs';
import { PURPOSES_OF } from '../../shared/access';
import { NATION } from '../../shared/viewer';
import type { Role, Viewer } from '../../shared/viewer';
import { CUBES } from '../../subgraphs/insights/cube/catalogue';
import { buildSnapshot } from '../../subgraphs/insights/snapshot/build';
import type { LentSnapshot } from '../../subgraphs/insights/snapshot/store';
import { deskOf } from '../../subgraphs/insights/table/desk';
import { openNation, openNationOf } from './nation';
import { startTestPlatform } from './platform';
import type { Answer, TestPlatform } from './platform';

/** The platform over the demo nation, with a snapshot of its statistics. */
export class StatDesk implements AsyncDisposable {
  private constructor(readonly platform: TestPlatform) {}

  /** @param plant adds to the nation what it lacks, before anything is counted */
  static async open(plant?: (platform: TestPlatform) => Promise<void>, scale?: string): Promise<StatDesk> {
    const desk = new StatDesk(
      await startTestPlatform(await (scale === undefined ? openNation() : openNationOf(scale))),
    );
    await plant?.(desk.platform);
    await desk.platform.relay.drain();
    await desk.build();
    return desk;
  }

  /** Builds a snapshot of the star schema as it is. */
  async build(asOf: string = SNAPSHOT_DAY): Promise<number> {
    const { config } = this.platform.database;
    const { database } = this.platform.subgraph('insights');
    const built = await buildSnapshot({ database, folder: folderOf('insights', config), cubes: CUBES, asOf });
    return built.version;
  }

  ask<Data = Record<string, unknown>>(
    role: Role,
    query: string,
    variables?: Record<string, unknown>,
  ): Promise<Answer<Data>> {
    return this.platform.ask<Data>(analyst(role), query, variables);
  }

  /** Lends the newest snapshot, for cells before protection. */
  use<Result>(work: (snapshot: LentSnapshot) => Promise<Result>): Promise<Result> {
    const { database } = this.platform.subgraph('insights');
    return deskOf({ database, folder: folderOf('insights', this.platform.database.config) }).store.use(work);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.platform.stop();
  }
}

/** Somebody who composes tables. */
export function analyst(role: Role = 'ANALYST', subject = `test ${role.toLowerCase()}`): Viewer {
  const purposes = PURPOSES_OF[role];
  const purpose = purposes === 'ANY' ? undefined : purposes[0];
  return { subject, role, regionCodes: [NATION], programCodes: ['PKH'], ...(purpose && { purpose }) };
}
