import { TODAY } from '../../../shared/machine';
import { ADULT_AGE } from '../person/person';

/**
 * Consents that are in force at this moment, over an alias: given, not past their last day, of somebody whose record may be used.
 * Nothing has to run for one to end: the job only writes down what is so already.
 */
export function living(alias: string): string {
  return `${alias}.status = 'GIVEN' AND ${alias}.expires_on >= ${TODAY} AND NOT ${alias}.held`;
}

/** Records that may be used at all for what a person agreed to, over an alias. */
export function usable(alias: string): string {
  return `${alias}.merged_into IS NULL AND ${alias}.erased_at IS NULL AND ${alias}.restricted_at IS NULL
    AND ${alias}.match_status <> 'MENINGGAL'`;
}

/** Of age, over an alias: nobody under 18 is a candidate. */
export function adult(alias: string): string {
  return `${alias}.birth_date <= current_date - interval '${ADULT_AGE} years'`;
}
