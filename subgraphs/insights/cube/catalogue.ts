import type { Cube } from './cube';
import { quotas } from './quotas.cube';
import { referrals } from './referrals.cube';
import { vacancyDemand } from './vacancy-demand.cube';

/** Every cube, in the order of the catalogue. */
export const CUBES: readonly Cube[] = [quotas, referrals, vacancyDemand];

/** The cube of a name. */
export function getCube(name: string): Cube {
  const cube = CUBES.find((candidate) => candidate.name === name);
  if (!cube) throw new Error(`no cube ${name}`);
  return cube;
}
