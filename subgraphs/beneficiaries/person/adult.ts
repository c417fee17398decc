import { TODAY } from '../../../shared/machine';
import { ADULT_AGE } from './person';

/** The day somebody comes of age, over an alias. */
export function ofAgeOn(alias: string): string {
  return `(${alias}.birth_date + interval '${ADULT_AGE} years')::date`;
}

/** Of age today, over an alias. */
export function adult(alias: string): string {
  return `${alias}.birth_date <= ${TODAY} - interval '${ADULT_AGE} years'`;
}
