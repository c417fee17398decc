import { caseTypes } from './case-types.cube';
import { cases } from './cases.cube';
import type { Cube } from './cube';
import { deviceNeeds } from './device-needs.cube';
import { devices } from './devices.cube';
import { outreach } from './outreach.cube';
import { ska } from './ska.cube';
import { skills } from './skills.cube';

/** Every cube, in the order of the catalogue. */
export const CUBES: readonly Cube[] = [caseTypes, cases, deviceNeeds, devices, outreach, ska, skills];

/** The cube of a name. */
export function getCube(name: string): Cube {
  const cube = CUBES.find((candidate) => candidate.name === name);
  if (!cube) throw new Error(`no cube ${name}`);
  return cube;
}
