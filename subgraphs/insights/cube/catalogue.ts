import { businesses } from './businesses.cube';
import { caseTypes } from './case-types.cube';
import { cases } from './cases.cube';
import { consents } from './consents.cube';
import { desilMoves } from './desil-moves.cube';
import { deviceNeeds } from './device-needs.cube';
import { devices } from './devices.cube';
import { enrolments } from './enrolments.cube';
import { facilitators } from './facilitators.cube';
import { families } from './families.cube';
import { graduations } from './graduations.cube';
import { kubes } from './kubes.cube';
import { outreach } from './outreach.cube';
import { payments } from './payments.cube';
import { persons } from './persons.cube';
import { quotas } from './quotas.cube';
import { referrals } from './referrals.cube';
import { reveals } from './reveals.cube';
import { ska } from './ska.cube';
import { skills } from './skills.cube';
import { vacancyDemand } from './vacancy-demand.cube';
import { verifications } from './verifications.cube';
import type { Cube } from './cube';

/** Every cube, in the order of the catalogue. */
export const CUBES: readonly Cube[] = [
  businesses,
  caseTypes,
  cases,
  consents,
  desilMoves,
  deviceNeeds,
  devices,
  enrolments,
  facilitators,
  families,
  graduations,
  kubes,
  outreach,
  payments,
  persons,
  quotas,
  referrals,
  reveals,
  ska,
  skills,
  vacancyDemand,
  verifications,
];

/** The cube of a name. */
export function getCube(name: string): Cube {
  const cube = CUBES.find((candidate) => candidate.name === name);
  if (!cube) throw new Error(`no cube ${name}`);
  return cube;
}
