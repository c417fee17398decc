import { dateOf, dayFrom } from './days';
import type { Day } from './days';
import type { PersonRecord } from './defects';
import type { Family } from './family-maker';
import { nameVariant } from './names';
import { Quota } from './random';
import type { Random } from './random';
import { SECOND_RECORD } from './weights';

/** A second record that waits for a family to be listed in. */
export interface SecondRecord {
  readonly original: PersonRecord;
  readonly name: string;
  readonly birth: Day;
  readonly sameNik: boolean;
  /** The civil registry has found out that the second NIK is a duplicate. */
  readonly flagged: boolean;
}

interface Waiting extends SecondRecord {
  readonly homeNumber: number;
  readonly homeDistrict: string;
  readonly otherDistrict: boolean;
}

/** Families that pass at least before somebody is listed again, so that the two are not next to each other. */
const DISTANCE = 3;

/**
 * The people who get a second record, between their first one and the family that lists them again. Few wait at a time:
 * each family takes one in, and a district ends.
 */
export class SecondRecords {
  private readonly waiting: Waiting[] = [];
  private readonly sameNik: Quota;
  private readonly otherDistrict: Quota;

  constructor(private readonly random: Random) {
    this.sameNik = new Quota(random);
    this.otherDistrict = new Quota(random);
  }

  await(original: PersonRecord, home: Family): void {
    const { random } = this;
    this.waiting.push({
      original,
      name: random.chance(SECOND_RECORD.nameVariant) ? nameVariant(random, original.name) : original.name,
      birth: random.chance(SECOND_RECORD.swappedDate) ? swapped(original.birth) : original.birth,
      sameNik: this.sameNik.hit(SECOND_RECORD.sameNik),
      flagged: random.chance(SECOND_RECORD.flagged),
      homeNumber: home.number,
      homeDistrict: home.settlement.district.code,
      otherDistrict: this.otherDistrict.hit(SECOND_RECORD.otherDistrict),
    });
  }

  /** The person a family lists as well, if somebody waits for one like it. */
  take(host: Family): SecondRecord | undefined {
    const found = this.waiting.findIndex((one) => fits(one, host));
    return found < 0 ? undefined : this.waiting.splice(found, 1)[0];
  }
}

function fits(one: Waiting, host: Family): boolean {
  if (host.number < one.homeNumber + DISTANCE) return false;
  return !one.otherDistrict || host.settlement.district.code !== one.homeDistrict;
}

/** Day and month exchanged, where that is a date; the date itself otherwise. */
function swapped(birth: Day): Day {
  const { year, month, day } = dateOf(birth);
  return day <= 12 ? dayFrom(year, day, month) : birth;
}
