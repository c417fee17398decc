import { CodedError } from '../../../shared/errors';
import { dayOf, daysAfter, today } from '../../../shared/machine';
import { DISABILITIES } from '../person/vocabulary';

/** What is compared. */
export const FAIRNESS_MEASURES = {
  REFERRAL: 'Of those who were ready for work, how many were referred; bands are of how well they are prepared.',
  PLACEMENT: 'Of those who were referred, how many were placed; bands are of their best score for a vacancy.',
} as const;
export type FairnessMeasure = keyof typeof FAIRNESS_MEASURES;

/** Equally qualified: people of one band are compared. */
export const FAIRNESS_BANDS = { LOW: 'Low.', MIDDLE: 'Middle.', HIGH: 'High.' } as const;
export type FairnessBand = keyof typeof FAIRNESS_BANDS;

/** Ragam disabilitas, and none. */
export const FAIRNESS_GROUPS = ['NONE', ...DISABILITIES, 'GANDA_MULTI'] as const;
export type FairnessGroup = (typeof FAIRNESS_GROUPS)[number];

/** People of a group; never published as they are. */
export interface FairnessCount {
  readonly measure: FairnessMeasure;
  readonly band: FairnessBand;
  readonly disability: FairnessGroup;
  readonly sex: string | null;
  readonly people: number;
  readonly reached: number;
}

/** What is published of them. */
export interface FairnessRow extends Omit<FairnessCount, 'people' | 'reached'> {
  /** Rounded to five. */
  readonly people: number;
  readonly reached: number | null;
  readonly rate: number | null;
  readonly low: number;
  readonly high: number;
  /** To the rate of those without a disability in the same band, and of the same sex. */
  readonly ratio: number | null;
  readonly suppressed: boolean;
}

/** Counts below this are not published. */
const THRESHOLD = 10;
/** Counts are rounded to a multiple of this, and rates are made from the rounded ones. */
const BASE = 5;
/** 95 % of the normal distribution lie within. */
const Z = 1.96;

const round = (count: number) => BASE * Math.round(count / BASE);

/** The interval in which the rate behind `reached` of `people` lies at 95 % (Wilson 1927). */
export function wilson(reached: number, people: number): { readonly low: number; readonly high: number } {
  const rate = reached / people;
  const spread = 1 + Z ** 2 / people;
  const middle = (rate + Z ** 2 / (2 * people)) / spread;
  const half = (Z / spread) * Math.sqrt((rate * (1 - rate)) / people + Z ** 2 / (4 * people ** 2));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/**
 * Protects a report. Groups of fewer than ten are left out. Where fewer than ten were reached, or fewer than ten were not, no rate is
 * told, but between what bounds it lies: that nobody of a large group was ever referred must not stay unseen. What is kept of one sex
 * is kept of the other too, or the rate of both would tell it.
 */
export function protect(counts: readonly FairnessCount[]): FairnessRow[] {
  const large = counts.filter(({ people }) => people >= THRESHOLD).map(protectRow);
  const rows = large.flatMap((row) => (row.sex === null ? [row] : beside(row, findOtherSex(row, large))));
  return rows.map((row) => {
    const base = rows.find((each) => each.disability === 'NONE' && isComparable(each, row));
    const ratio = row.rate === null || !base?.rate ? null : percent(row.rate / base.rate);
    return { ...row, ratio };
  });
}

const isOfBand = (one: FairnessRow, other: FairnessRow) => one.measure === other.measure && one.band === other.band;
const isComparable = (one: FairnessRow, other: FairnessRow) => isOfBand(one, other) && one.sex === other.sex;
const percent = (share: number) => Math.round(share * 1000) / 1000;

function findOtherSex(row: FairnessRow, rows: readonly FairnessRow[]): FairnessRow | undefined {
  const isOther = ({ sex }: FairnessRow) => sex !== null && sex !== row.sex;
  return rows.find((each) => each.disability === row.disability && isOfBand(each, row) && isOther(each));
}

/** A row of one sex, as much of it as is told of the other. */
function beside(row: FairnessRow, other: FairnessRow | undefined): FairnessRow[] {
  if (!other) return [];
  if (row.suppressed || !other.suppressed) return [row];
  return [{ ...row, reached: null, rate: null, low: 0, high: 1, suppressed: true }];
}

function protectRow({ people: counted, reached: found, ...group }: FairnessCount): FairnessRow {
  const people = round(counted);
  const isFew = found < THRESHOLD;
  const isNearlyAll = counted - found < THRESHOLD;
  const reached = isFew || isNearlyAll ? null : round(found);
  const interval = wilson(reached ?? (isFew ? 0 : people), people);
  const atMost = isFew ? wilson(Math.min(THRESHOLD, people), people).high : interval.high;
  const atLeast = isNearlyAll ? wilson(Math.max(people - THRESHOLD, 0), people).low : interval.low;
  return {
    ...group,
    people,
    reached,
    rate: reached === null ? null : percent(reached / people),
    low: percent(isFew ? 0 : atLeast),
    high: percent(isNearlyAll ? 1 : atMost),
    ratio: null,
    suppressed: reached === null,
  };
}

/** A time that is reported on, both days included. */
export interface Quarters {
  readonly from: string;
  readonly to: string;
}

/**
 * Whole quarters that are over: of two times that differ by a day, the difference would tell of one person.
 * @throws CodedError BAD_USER_INPUT
 */
export function readQuarters(from: Date, to: Date): Quarters {
  const quarters = { from: dayOf(from), to: dayOf(to) };
  const begins = (day: string) => /-(01|04|07|10)-01$/.test(day);
  if (!begins(quarters.from) || !begins(daysAfter(quarters.to, 1)) || quarters.to < quarters.from) {
    throw new CodedError('BAD_USER_INPUT', { reason: 'from and to are the first and the last day of quarters' });
  }
  if (quarters.to >= today()) throw new CodedError('BAD_USER_INPUT', { reason: 'the last quarter is not over' });
  return quarters;
}
