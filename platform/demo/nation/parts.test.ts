import { csvLine } from './csv-file';
import { ageOn, birthsOfAge, dateOf, dayFrom, dayOfIso, isoOf } from './days';
import { nameVariant, personName } from './names';
import { NikOffice, brokenNik } from './nik';
import { stageAmount } from './pkh-rates';
import { Deal, Quota, Random, apportion } from './random';
import { Atlas } from './regions';
import type { District } from './regions';
import { settle } from './settlement';

describe('days', () => {
  it('agree with the calendar of the platform', () => {
    for (let day = -40_000; day < 30_000; day += 97) {
      const date = new Date(day * 86_400_000);
      const expected = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
      expect(dateOf(day)).toEqual(expected);
      expect(dayFrom(expected.year, expected.month, expected.day)).toBe(day);
      expect(isoOf(day)).toBe(date.toISOString().slice(0, 10));
    }
  });

  it('count completed years', () => {
    const today = dayFrom(2026, 9, 30);
    const [first, last] = birthsOfAge(today, 7);
    expect([isoOf(first), isoOf(last)]).toEqual(['2018-10-01', '2019-09-30']);
    expect([first - 1, first, last, last + 1].map((birth) => ageOn(today, birth))).toEqual([8, 7, 7, 6]);
  });

  it('refuse what is no date', () => {
    expect(['2026-02-29', '2026-13-01', '26-1-1', ''].map(dayOfIso)).toEqual(Array(4).fill(undefined));
    expect(dayOfIso('2024-02-29')).toBe(dayFrom(2024, 2, 29));
  });
});

describe('random', () => {
  it('gives every concern a stream of its own', () => {
    const draw = (seed: number, concern: string): number[] => {
      const random = new Random(seed, concern);
      return [1, 2, 3, 4].map(() => random.int(0, 1_000_000));
    };
    expect(draw(7, 'families')).toEqual(draw(7, 'families'));
    expect(draw(7, 'families')).not.toEqual(draw(7, 'civil'));
    expect(draw(7, 'families')).not.toEqual(draw(8, 'families'));
  });

  it('keeps quotas and deals within a few of their share at any moment', () => {
    const quota = new Quota(new Random(1, 'quota'));
    const deal = new Deal(
      [
        ['rare', 1],
        ['often', 9],
      ],
      new Random(1, 'deal'),
    );
    let hits = 0;
    let rare = 0;
    for (let draw = 1; draw <= 10_000; draw += 1) {
      if (quota.hit(0.03)) hits += 1;
      if (deal.draw() === 'rare') rare += 1;
      if (Math.abs(hits - draw * 0.03) > 1 || Math.abs(rare - draw * 0.1) > 3)
        throw new Error(`${hits} ${rare} ${draw}`);
    }
    expect(hits).toBeGreaterThanOrEqual(299);
  });

  it('apportions without losing one', () => {
    expect(apportion(10, [1, 1, 1])).toEqual([4, 3, 3]);
    expect(apportion(10, [98, 1, 1], 1)).toEqual([8, 1, 1]);
  });
});

describe('csv', () => {
  it('quotes what needs it', () => {
    expect(csvLine(['a', 1, '', 'b, c', 'd "e"', 'f\ng'])).toBe('a,1,,"b, c","d ""e""","f\ng"\n');
  });
});

describe('names', () => {
  it('vary into something else', () => {
    const random = new Random(3, 'names');
    for (let round = 0; round < 2000; round += 1) {
      const name = personName(random, round % 2 ? 1 : 2, 'Pakiri');
      expect(nameVariant(random, name)).not.toBe(name);
    }
  });
});

describe('niks', () => {
  let atlas: Atlas;
  let home: District;

  beforeAll(async () => {
    atlas = await Atlas.load();
    home = atlas.ofRegency('3204')[0] as District;
  });

  it('stay unique when a day is crowded, in the province of the district', () => {
    const office = new NikOffice(atlas, new Random(5, 'niks'), home);
    const birth = dayFrom(1990, 1, 31);
    const niks = Array.from({ length: 940 }, () => office.issueNik(birth, 2, false));
    expect(new Set(niks).size).toBe(940);
    expect(niks.filter((nik) => !/^32\d{4}7101909\d{3}$/.test(nik))).toEqual([]);
    expect(niks.filter((nik) => !atlas.district(nik.slice(0, 6)))).toEqual([]);
  });

  it('stay unique between districts whose people come from each other', () => {
    const birth = dayFrom(2000, 6, 15);
    const office = new NikOffice(atlas, new Random(5, 'niks'), home);
    const niks = atlas.ofProvince('32').flatMap((district) => {
      office.enter(district);
      return Array.from({ length: 60 }, (_, index) => office.issueNik(birth, 1, index % 2 === 0));
    });
    expect(new Set(niks).size).toBe(niks.length);
  });

  it('break a rule when they are broken', () => {
    const random = new Random(9, 'broken');
    for (let round = 0; round < 1000; round += 1) {
      const nik = brokenNik(random, `320405${round % 2 ? '31' : '71'}0188${9000 + round}`);
      const [, day = '', month = ''] = /^\d{6}(\d\d)(\d\d)\d{2}(?!0000)\d{4}$/.exec(nik) ?? [];
      const real = Number(day) % 40 <= 31 && Number(day) < 72 && Number(month) === 1;
      expect([nik, day !== '' && real]).toEqual([nik, false]);
    }
  });
});

describe('settlements', () => {
  it('leave no district out of a nation that is big enough', async () => {
    const atlas = await Atlas.load();
    const settlements = settle(atlas, 959_800, new Random(7, 'settlements'));
    expect(new Set(settlements.map(({ district }) => district.code)).size).toBe(atlas.districts.length);
    expect(settlements.reduce((sum, { families }) => sum + families, 0)).toBe(959_800);
  });
});

describe('a PKH stage', () => {
  it('is a quarter of the four highest amounts within the limits', () => {
    expect(stageAmount(['IBU_HAMIL_NIFAS', 'ANAK_USIA_DINI', 'ANAK_SD', 'ANAK_SMP', 'ANAK_SMA'])).toBe(2_375_000);
    expect(stageAmount(['ANAK_USIA_DINI', 'ANAK_USIA_DINI', 'ANAK_USIA_DINI', 'ANAK_SD'])).toBe(1_725_000);
    expect(stageAmount(['LANJUT_USIA', 'LANJUT_USIA'])).toBe(600_000);
    expect(stageAmount([])).toBe(0);
  });
});
