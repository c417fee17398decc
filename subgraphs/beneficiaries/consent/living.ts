import { TODAY } from '../../../shared/machine';
import { adult, ofAgeOn } from '../person/adult';

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

/** Whether a last day comes before the person is of age, over an alias: no longer does anybody consent for a child. */
export function endsInChildhood(lastDay: string, person: string): string {
  return `${lastDay} < ${ofAgeOn(person)}`;
}

/**
 * Consents that somebody else gave for a child who is of age by now, over two aliases; only the person goes on with them (UU PDP art.
 * 25). They end by their last day as it is; this finds those of a birth date that was corrected later.
 */
export function outgrown(consent: string, person: string): string {
  return `coalesce(${consent}.given_by <> 'SELF' AND ${consent}.given_on < ${ofAgeOn(person)} AND ${adult(person)}, false)`;
}
