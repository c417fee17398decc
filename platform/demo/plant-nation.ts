import type { Config } from '../../shared/config';
import { createFieldCipher, createPseudonyms } from '../../shared/database';
import type { BulkConnection, Database } from '../../shared/database';
import type { DemoPart, DemoTools, DisabledPerson } from '../../shared/machine';
import { systemActor } from '../../shared/viewer';
import { BENEFICIARIES_DEMO } from '../../subgraphs/beneficiaries/demo/parts';
import { publishCards } from '../../subgraphs/employers/card/publish';
import { EMPLOYERS_DEMO } from '../../subgraphs/employers/demo/parts';
import { findDemoReferrals } from '../../subgraphs/employers/demo/referrals';
import { PROGRAMS_DEMO } from '../../subgraphs/programs/demo/parts';
import { findDemoClients } from '../../subgraphs/sentra/demo/clients';
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

/** The parts of each schema, in the order in which a schema plants them. */
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
    const databaseOf = (schema: PlantedSchema) => getMember(members, schema).database;
    const plant = async (schema: PlantedSchema, tools: DemoTools) => {
      for (const part of PLANTED[schema].filter(({ name }) => missing.includes(name))) {
        await plantOnce(databaseOf(schema), part, tools);
      }
    };
    const read = <Result>(schema: PlantedSchema, find: (connection: BulkConnection) => Promise<Result>) =>
      databaseOf(schema).bulk(systemActor(PLANTER), find);
    const first = await readTools(config, databaseOf('beneficiaries'));
    await Promise.all([plant('programs', first), plant('sentra', first)]);
    // Partners get those the centres have brought as far as work; persons consent to what partners then see of them.
    const second = { ...first, clients: await read('sentra', findDemoClients) };
    await plant('employers', second);
    await plant('beneficiaries', { ...second, referrals: await read('employers', findDemoReferrals) });
    await drainAll(members);
    // The daily run of cards has come too early for those who are ready only now.
    await read('employers', publishCards);
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
    pseudonyms: createPseudonyms(config.keys.identity),
    day: SNAPSHOT_DAY,
    scale: config.scale,
    home: { district: DEMO_DISTRICT.code, centre: HOME_CENTRE },
    family: familyId(1),
    names: inventNames(),
    disabled: await findDisabled(registry),
    clients: [],
    referrals: [],
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
