import { Mix } from './random';
import type { Random, Weighted } from './random';

/** Home and belongings of a family, in the order of the columns of families.csv. */
export interface Housing {
  readonly familiesInHouse: number;
  /** Codes of ownership, floor, wall, roof and drinking water. */
  readonly home: readonly number[];
  readonly lighting: number;
  /** VA, empty without the state grid. */
  readonly power: number | '';
  /** Codes of cooking fuel, toilet, closet and disposal. */
  readonly sanitation: readonly number[];
  /** The nineteen asset counts; gold in grams, land in hectares. */
  readonly assets: readonly number[];
}

type Band = 'poor' | 'middle' | 'rich';
type ByBand<T> = Readonly<Record<Band, T>>;

/** Place of the assets that show that a family is not poor. */
const AC = 2;
const GOLD = 6;
const CAR = 10;
const LAND = 13;
const SECOND_HOUSE = 14;
/** VA of a home that no poor family needs. */
const HIGH_POWER = [2200, 3500] as const;

/** Ownership: 1 own, 2 rented, 3 rent-free, 4 official, 5 other. All tables here are estimated from the BPS housing survey. */
const HOME: ByBand<readonly Mix<number>[]> = {
  poor: [
    mix([1, 80], [2, 5], [3, 13], [4, 0.3], [5, 1.7]),
    // Floor: 1 marble, 2 ceramic, 3 vinyl, 4 tile, 5 plank, 6 cement, 7 bamboo, 8 earth, 9 other.
    mix([2, 22], [3, 3], [4, 4], [5, 18], [6, 36], [7, 5], [8, 11], [9, 1]),
    // Wall: 1 brick, 2 plastered bamboo, 3 plank, 4 woven bamboo, 5 trunk, 6 bamboo, 7 other.
    mix([1, 58], [2, 5], [3, 23], [4, 10], [5, 1], [6, 2], [7, 1]),
    // Roof: 1 concrete, 2 roof tile, 3 zinc, 4 asbestos, 5 bamboo, 6 wood, 7 thatch, 8 other.
    mix([1, 1], [2, 46], [3, 38], [4, 9], [5, 1], [6, 1], [7, 3.5], [8, 0.5]),
    // Water: 1 bottled, 2 refill, 3 piped, 4 borehole, 5-6 well, 7-8 spring, 9 surface, 10 rain, 11 other.
    mix([1, 2], [2, 17], [3, 10], [4, 17], [5, 18], [6, 8], [7, 12], [8, 7], [9, 4], [10, 4.5], [11, 0.5]),
  ],
  middle: [
    mix([1, 84], [2, 8], [3, 7], [4, 0.5], [5, 0.5]),
    mix([1, 1], [2, 54], [3, 4], [4, 6], [5, 9], [6, 23], [7, 1], [8, 1.5], [9, 0.5]),
    mix([1, 83], [2, 3], [3, 11], [4, 2], [5, 0.3], [6, 0.4], [7, 0.3]),
    mix([1, 3], [2, 54], [3, 32], [4, 9], [6, 0.8], [7, 0.8], [8, 0.4]),
    mix([1, 7], [2, 33], [3, 10], [4, 19], [5, 14], [6, 3], [7, 7], [8, 3], [9, 1.5], [10, 2.2], [11, 0.3]),
  ],
  rich: [
    mix([1, 86], [2, 9], [3, 4], [4, 0.8], [5, 0.2]),
    mix([1, 7], [2, 77], [3, 4], [4, 4], [5, 2], [6, 5.8], [9, 0.2]),
    mix([1, 96], [2, 1], [3, 2.8], [7, 0.2]),
    mix([1, 8], [2, 61], [3, 24], [4, 6], [6, 0.7], [8, 0.3]),
    mix([1, 17], [2, 44], [3, 12], [4, 17], [5, 6], [6, 0.5], [7, 2.5], [8, 0.3], [9, 0.2], [10, 0.5]),
  ],
};

/** Fuel: 0 none, 1 electricity, 2-4 LPG, 5 city gas, 7 kerosene, 10 firewood. Toilet: 1 own .. 6 none. */
const SANITATION: ByBand<readonly Mix<number>[]> = {
  poor: [
    mix([0, 0.5], [4, 66], [7, 3.5], [9, 1], [10, 29]),
    mix([1, 68], [2, 12], [3, 3], [4, 5], [5, 1], [6, 11]),
    mix([1, 76], [2, 8], [3, 5], [4, 11]),
    mix([1, 60], [2, 1], [3, 13], [4, 20], [5, 5], [6, 1]),
  ],
  middle: [
    mix([0, 1], [1, 0.5], [3, 1], [4, 84], [7, 2], [10, 11.5]),
    mix([1, 86], [2, 8], [3, 1.5], [4, 2], [5, 0.5], [6, 2]),
    mix([1, 92], [2, 3], [3, 2], [4, 3]),
    mix([1, 80], [2, 2], [3, 7], [4, 9], [5, 1.5], [6, 0.5]),
  ],
  rich: [
    mix([0, 2], [1, 2.5], [2, 4], [3, 11], [4, 77], [5, 1.5], [10, 2]),
    mix([1, 96], [2, 3], [4, 0.7], [6, 0.3]),
    mix([1, 98], [2, 1], [3, 0.5], [4, 0.5]),
    mix([1, 91], [2, 4], [3, 2.5], [4, 2], [6, 0.5]),
  ],
};

/** Lighting: 1 metered grid, 2 unmetered grid, 3 other electricity, 4 none; power in VA. */
const LIGHTING: ByBand<Mix<number>> = {
  poor: mix([1, 79], [2, 17], [3, 2.5], [4, 1.5]),
  middle: mix([1, 92], [2, 7], [3, 0.8], [4, 0.2]),
  rich: mix([1, 98], [2, 1.8], [3, 0.2]),
};
const POWER: ByBand<Mix<number>> = {
  poor: mix([450, 72], [900, 27], [1300, 1]),
  middle: mix([450, 34], [900, 55], [1300, 9], [2200, 2]),
  rich: mix([450, 6], [900, 43], [1300, 30], [2200, 14], [3500, 7]),
};

/** Chance of each asset, in column order; what a family owns of it is drawn by `amount`. */
const ASSETS: ByBand<readonly number[]> = {
  poor: [
    0.02, 0.34, 0.002, 0.001, 0.01, 0.55, 0.06, 0.02, 0.24, 0.42, 0.004, 0.03, 0.6, 0.14, 0.004, 0.03, 0.006, 0.002,
    0.07,
  ],
  middle: [
    0.08, 0.66, 0.03, 0.01, 0.02, 0.75, 0.16, 0.12, 0.3, 0.74, 0.05, 0.03, 0.86, 0.2, 0.03, 0.05, 0.01, 0.002, 0.07,
  ],
  rich: [
    0.22, 0.9, 0.26, 0.08, 0.06, 0.88, 0.36, 0.42, 0.36, 0.88, 0.3, 0.02, 0.97, 0.22, 0.14, 0.04, 0.008, 0.003, 0.04,
  ],
};

/** Makes homes and belongings that fit a desil, and those that betray a family which only claims to be poor. */
export class HousingMaker {
  constructor(private readonly random: Random) {}

  /** Housing for a desil (1-10); `wealthy` adds one to three things the poor do not own. */
  make(desil: number, wealthy: boolean): Housing {
    const { random } = this;
    const band = desil <= 2 ? 'poor' : desil <= 6 ? 'middle' : 'rich';
    const lighting = wealthy ? 1 : LIGHTING[band].draw(random);
    const assets = ASSETS[band].map((share, index) => (random.chance(share) ? this.amount(index, band) : 0));
    const power = lighting <= 2 ? POWER[band].draw(random) : '';
    return {
      familiesInHouse: random.chance(0.88) ? 1 : random.chance(0.85) ? 2 : 3,
      home: HOME[band].map((table) => table.draw(random)),
      lighting,
      power: wealthy ? this.luxuries(assets, power) : power,
      sanitation: SANITATION[band].map((table) => table.draw(random)),
      assets,
    };
  }

  private amount(asset: number, band: Band): number {
    const { random } = this;
    if (asset === GOLD) return random.int(1, band === 'rich' ? 30 : band === 'middle' ? 8 : 4);
    if (asset === LAND) return random.int(2, band === 'rich' ? 150 : band === 'middle' ? 60 : 25) / 100;
    return random.chance(0.8) ? 1 : random.int(2, 3);
  }

  /** Adds to the assets in place and answers the power connected. */
  private luxuries(assets: number[], power: number | ''): number | '' {
    const { random } = this;
    let connected = power;
    const kinds = random.shuffle([CAR, AC, GOLD, LAND, SECOND_HOUSE, -1]).slice(0, random.int(1, 3));
    for (const kind of kinds) {
      if (kind === -1) connected = random.pick(HIGH_POWER);
      else if (kind === GOLD) assets[GOLD] = random.int(15, 80);
      else if (kind === LAND) assets[LAND] = random.int(100, 400) / 100;
      else assets[kind] = random.chance(0.85) ? 1 : 2;
    }
    return connected;
  }
}

function mix(...table: readonly Weighted<number>[]): Mix<number> {
  return new Mix(table);
}
