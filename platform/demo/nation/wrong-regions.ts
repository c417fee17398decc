import type { Random } from './random';
import type { Atlas, District } from './regions';
import { DEMO_DISTRICT, NO_SUCH_VILLAGE } from './weights';

/** Picks the region a family is wrongly listed in: another real village, or a code that names none. */
export class WrongRegions {
  constructor(
    private readonly atlas: Atlas,
    private readonly random: Random,
  ) {}

  /** A ten-digit code other than the true one. */
  insteadOf(village: string, home: District): string {
    if (this.random.chance(NO_SUCH_VILLAGE)) return this.noVillage(home);
    const district = this.otherDistrict(home);
    const others = district.villages.filter((code) => code !== village);
    return others.length > 0 ? this.random.pick(others) : this.noVillage(home);
  }

  /** The demo district neither loses nor gains a family: its lists hold what the documentation says. */
  private otherDistrict(home: District): District {
    const { random } = this;
    if (home.code === DEMO_DISTRICT.code || random.chance(0.3)) return home;
    const near = random.chance(0.7);
    const district = random.pick(near ? this.atlas.ofRegency(home.code.slice(0, 4)) : this.atlas.districts);
    return district.code === DEMO_DISTRICT.code ? home : district;
  }

  /** A village number that was never given, or the code of a district that no longer exists. */
  private noVillage(home: District): string {
    const { random } = this;
    const stale = home.code !== DEMO_DISTRICT.code && random.chance(0.5);
    for (;;) {
      const district = stale ? `${home.code.slice(0, 4)}${random.int(60, 99)}` : home.code;
      const code = `${district}2${random.int(100, 999)}`;
      if (!this.atlas.hasVillage(code)) return code;
    }
  }
}
