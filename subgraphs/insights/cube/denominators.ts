/** How many there are of something, at a time, as somebody else counted: what a share of the population is taken of. */
export interface Denominator {
  readonly of: string;
  /** Persons or families. */
  readonly value: number;
  readonly when: string;
  /** Where the number was read; none of the originals was seen. */
  readonly source: string;
}

const PRESS = 'reported by the press';
const NOTES = 'research notes of August 2026 that cite BPS and the press';

/** The nation. What the registry itself holds is a measure of a cube, not one of these. */
export const DENOMINATORS: readonly Denominator[] = [
  { of: 'Persons in DTSEN', value: 285_570_000, when: 'February 2025', source: PRESS },
  { of: 'Persons in DTSEN', value: 290_130_000, when: '10 July 2026', source: NOTES },
  { of: 'Families in DTSEN', value: 93_030_000, when: 'February 2025', source: PRESS },
  { of: 'Families in DTSEN', value: 95_980_000, when: '10 July 2026', source: NOTES },
  { of: 'Poor persons (BPS), 8.47 % of all', value: 23_850_000, when: 'March 2025', source: PRESS },
  { of: 'Families in PKH', value: 10_000_000, when: '2026', source: NOTES },
  { of: 'Families in Sembako', value: 18_300_000, when: '2026', source: NOTES },
  { of: 'Persons with a disability, lowest figure', value: 16_500_000, when: '2020 to 2025', source: PRESS },
  { of: 'Persons with a disability, highest figure (8.5 %)', value: 22_000_000, when: '2020 to 2025', source: PRESS },
];
