import { dateOf, pad2 } from './days';
import type { Day } from './days';
import type { Sex } from './names';
import type { Random } from './random';
import { neighbour } from './regions';
import type { Atlas, District } from './regions';

/** Serials of people registered where they live are 9000-9899; those of people from elsewhere 9900-9999. */
const NATIVE_SERIALS = 900;
/** Other districts a person of one district may come from: five of the province, five of the nation. */
const ORIGINS = 10;
const ORIGINS_IN_PROVINCE = 5;
const SERIALS_AN_ORIGIN = 10;
const KK_SERIALS = 1000;
/** Distance to the next origin in the list of districts; below a tenth of the smallest list, so none is home. */
const STEPS_IN_PROVINCE = 7;
const STEPS_IN_NATION = 631;

/**
 * Issues synthetic NIKs and family card numbers: a real district, a real date, and a serial from 9000 on, which the civil
 * registry in practice does not reach. Unique over the whole nation with the memory of one district: an origin is a
 * fixed distance from home and has ten serials of its own, so no two homes can issue the same number.
 */
export class NikOffice {
  private readonly nikSerials = new Set<number>();
  private readonly kkSerials = new Set<number>();
  private home: District;

  constructor(
    private readonly atlas: Atlas,
    private readonly random: Random,
    home: District,
  ) {
    this.home = home;
  }

  /** Moves on to the next district; each district must be entered once only. */
  enter(home: District): void {
    this.home = home;
    this.nikSerials.clear();
    this.kkSerials.clear();
  }

  /** A NIK (16 digits) for a birth day and sex; a migrant's names another district than the one entered. */
  issueNik(birth: Day, sex: Sex, migrant: boolean): string {
    const { year, month, day } = dateOf(birth);
    const date = `${pad2(sex === 2 ? day + 40 : day)}${pad2(month)}${pad2(year % 100)}`;
    const place = migrant ? this.random.int(1, ORIGINS) : 0;
    for (let tries = 0; tries <= ORIGINS; tries += 1) {
      const origin = (place + tries) % (ORIGINS + 1);
      const serial = this.freeNikSerial(origin, Number(date));
      if (serial !== undefined) return `${this.originDistrict(origin).code}${date}${serial}`;
    }
    throw new Error(`No NIK serial is left for ${date} in ${this.home.code}`);
  }

  /** A family card number (16 digits) issued in the district entered. */
  issueKk(issued: Day): string {
    const { year, month, day } = dateOf(issued);
    const date = `${pad2(day)}${pad2(month)}${pad2(year % 100)}`;
    const serial = this.freeSerial(this.kkSerials, Number(date), 0, KK_SERIALS);
    if (serial === undefined) return this.issueKk(issued - 1);
    return `${this.home.code}${date}${serial}`;
  }

  private freeNikSerial(origin: number, date: number): number | undefined {
    const first = origin === 0 ? 0 : NATIVE_SERIALS + (origin - 1) * SERIALS_AN_ORIGIN;
    return this.freeSerial(this.nikSerials, date, first, origin === 0 ? NATIVE_SERIALS : SERIALS_AN_ORIGIN);
  }

  private freeSerial(taken: Set<number>, date: number, first: number, count: number): number | undefined {
    const start = this.random.int(0, count - 1);
    for (let step = 0; step < count; step += 1) {
      const serial = 9000 + first + ((start + step) % count);
      const key = date * 10_000 + serial;
      if (taken.has(key)) continue;
      taken.add(key);
      return serial;
    }
    return undefined;
  }

  private originDistrict(origin: number): District {
    if (origin === 0) return this.home;
    if (origin > ORIGINS_IN_PROVINCE) {
      return neighbour(this.atlas.districts, this.home.index, (origin - ORIGINS_IN_PROVINCE) * STEPS_IN_NATION);
    }
    const siblings = this.atlas.ofProvince(this.home.code.slice(0, 2));
    return neighbour(siblings, this.home.indexInProvince, origin * STEPS_IN_PROVINCE);
  }
}

/** A NIK that breaks rule N1 (length or characters), N2 (no such date) or N3 (serial 0000), made from a valid one. */
export function brokenNik(random: Random, nik: string): string {
  switch (random.int(0, 4)) {
    case 0:
      return nik.slice(0, 15);
    case 1:
      return `${nik}${random.int(0, 9)}`;
    case 2:
      return `${nik.slice(0, 6)}${nik.slice(6, 12).replace(/\d$/, 'O')}${nik.slice(12)}`;
    case 3:
      return nik.slice(0, 6) + impossibleDate(random, nik.slice(6, 12)) + nik.slice(12);
    default:
      return `${nik.slice(0, 12)}0000`;
  }
}

function impossibleDate(random: Random, date: string): string {
  if (random.chance(0.4)) return `${date.slice(0, 2)}${random.int(13, 99)}${date.slice(4)}`;
  if (random.chance(0.5)) return `${random.int(72, 99)}${date.slice(2)}`;
  return `${Number(date.slice(0, 2)) > 40 ? '71' : '31'}02${date.slice(4)}`;
}
