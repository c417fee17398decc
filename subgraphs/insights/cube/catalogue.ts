import { BUSINESSES_CUBE } from './businesses.cube';
import type { Cube } from './cube';
import { ENROLMENTS_CUBE } from './enrolments.cube';
import { FACILITATORS_CUBE } from './facilitators.cube';
import { GRADUATIONS_CUBE } from './graduations.cube';
import { KUBES_CUBE } from './kubes.cube';
import { PAYMENTS_CUBE } from './payments.cube';

/** Every cube, in the order of the catalogue. */
export const CUBES: readonly Cube[] = [
  BUSINESSES_CUBE,
  ENROLMENTS_CUBE,
  FACILITATORS_CUBE,
  GRADUATIONS_CUBE,
  KUBES_CUBE,
  PAYMENTS_CUBE,
];

/** The cube of a name. */
export function getCube(name: string): Cube {
  const cube = CUBES.find((candidate) => candidate.name === name);
  if (!cube) throw new Error(`no cube ${name}`);
  return cube;
}
