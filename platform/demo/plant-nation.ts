import type { Config } from '../../shared/config';
import { createFieldCipher } from '../../shared/database';
import type { Database } from '../../shared/database';
import type { DemoPart, DemoTools, DisabledPerson } from '../../shared/machine';
import { systemActor } from '../../shared/viewer';
import { BENEFICIARIES_DEMO } from '../../subgraphs/beneficiaries/demo/parts';
import { publishCards } from '../../subgraphs/employers/card/publish';
import { EMPLOYERS_DEMO } from '../../subgraphs/employers/demo/parts';
import { PROGRAMS_DEMO } from '../../subgraphs/programs/demo/parts';
import { SENTRA_DEMO } from '../../subgraphs/sentra/demo/parts';
import { step } from '../console/progress';
import { getMember } from '../database/session';
import { drainAll } from '../relay';
import type { RelayMember } from '../relay';
import { PLANTER } from './missing-parts';
import type { PlantedSchema } from './missing-parts';
import { familyId } from './nation/keys';
import { familyWord, personName } from './nation/names';
import { Random } from './nation/random';
import { DEMO_DISTRICT, SNAPSHOT_DAY } from './nation/weights';
import { DEMO_SEED } from './nation-folder';

/** The parts of each schema in the order they are planted. */
export const PLANTED: Readonly<Record<PlantedSchema, readonly DemoPart[]>> = {
  beneficiaries: BENEFICIARIES_DEMO,
  programs: PROGRAMS_DEMO,
  sentra: SENTRA_DEMO,
  employers: EMPLOYERS_DEMO,
};
const HOME_CENTRE = 'S-001';
const NAMES = 200;

/**
 * Plants what officers enter by mutation and no file brings: cases, groups, proposals, devices, each with its history. Every part
 * is one transaction and planted once; an interrupted start goes on where it was.
 */
export async function plantNation(
  config: Config,
  members: readonly RelayMember[],
  missing: readonly string[],
): Promise<void> {
  await step('Planting the work of officers', async () => {
    // Copies of families and persons are what most parts look at.
    await drainAll(members);
    const tools = await readTools(config, getMember(members, 'beneficiaries').database);
    await Promise.all(
      Object.entries(PLANTED).map(async ([schema, parts]) => {
        const { database } = getMember(members, schema);
        for (const part of parts.filter(({ name }) => missing.includes(name))) await plantOnce(database, part, tools);
      }),
    );
    await drainAll(members);
    // The first cards, which would come on the next day only.
    await getMember(members, 'employers').database.bulk(systemActor(PLANTER), publishCards);
  });
}

/** Two starts at once: the second waits for the first one's key and finds it done. */
async function plantOnce(database: Database, { name, plant }: DemoPart, tools: DemoTools): Promise<void> {
  await database.bulk(systemActor(PLANTER), async (connection) => {
    const { rowCount } = await connection.query(
      `INSERT INTO client_key (subject, key, input_hash) VALUES ($1, $2, 'planted') ON CONFLICT DO NOTHING`,
      [PLANTER, name],
    );
    if (rowCount !== 0) await plant(connection, tools);
  });
}

async function readTools(config: Config, registry: Database): Promise<DemoTools> {
  return {
    cipher: createFieldCipher(config.keys),
    day: SNAPSHOT_DAY,
    scale: config.scale,
    home: { district: DEMO_DISTRICT.code, centre: HOME_CENTRE },
    family: familyId(1),
    names: inventNames(),
    disabled: await findDisabled(registry),
  };
}

function inventNames(): string[] {
  const random = new Random(DEMO_SEED, 'helpers');
  return Array.from({ length: NAMES }, () => personName(random, random.chance(0.5) ? 1 : 2, familyWord(random)));
}

/** Who may need a device, as the registry says; no schema but its own knows. */
async function findDisabled(registry: Database): Promise<DisabledPerson[]> {
  return registry.bulk(systemActor(PLANTER), async (connection) => {
    const { rows } = await connection.query<DisabledPerson>(
      `SELECT id, region_code AS "regionCode", disabilities FROM person
       WHERE disabilities <> '{}' AND match_status = 'PADAN' AND merged_into IS NULL AND erased_at IS NULL
         AND restricted_at IS NULL ORDER BY md5(id::text)`,
    );
    return rows;
  });
}
