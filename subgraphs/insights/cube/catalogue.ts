import { CONSENTS_CUBE } from './consents.cube';
import type { Cube } from './cube';
import { quotas } from './quotas.cube';
import { referrals } from './referrals.cube';
import { vacancyDemand } from './vacancy-demand.cube';

/** Every cube, in the order of the catalogue. */
export const CUBES: readonly Cube[] = [
  BUSINESSES_CUBE,
  CONSENTS_CUBE,
  DESIL_MOVES_CUBE,
  ENROLMENTS_CUBE,
  FACILITATORS_CUBE,
  FAMILIES_CUBE,
  GRADUATIONS_CUBE,
  KUBES_CUBE,
  PAYMENTS_CUBE,
  PERSONS_CUBE,
  REVEALS_CUBE,
  VERIFICATIONS_CUBE,
  caseTypes,
  cases,
  deviceNeeds,
  devices,
  outreach,
  quotas,
  referrals,
  ska,
  skills,
  vacancyDemand,
];
import { DESIL_MOVES_CUBE } from './desil-moves.cube';
import { FAMILIES_CUBE } from './families.cube';
import { PERSONS_CUBE } from './persons.cube';
import { REVEALS_CUBE } from './reveals.cube';
import { VERIFICATIONS_CUBE } from './verifications.cube';
import { caseTypes } from './case-types.cube';
import { cases } from './cases.cube';
import { deviceNeeds } from './device-needs.cube';
import { devices } from './devices.cube';
import { outreach } from './outreach.cube';
import { ska } from './ska.cube';
import { skills } from './skills.cube';
import { BUSINESSES_CUBE } from './businesses.cube';
import { ENROLMENTS_CUBE } from './enrolments.cube';
import { FACILITATORS_CUBE } from './facilitators.cube';
import { GRADUATIONS_CUBE } from './graduations.cube';
import { KUBES_CUBE } from './kubes.cube';
import { PAYMENTS_CUBE } from './payments.cube';
  BUSINESSES_CUBE,
  ENROLMENTS_CUBE,
  FACILITATORS_CUBE,
  GRADUATIONS_CUBE,
  KUBES_CUBE,
  PAYMENTS_CUBE,

/** The cube of a name. */
export function getCube(name: string): Cube {
  const cube = CUBES.find((candidate) => candidate.name === name);
  if (!cube) throw new Error(`no cube ${name}`);
  return cube;
}
