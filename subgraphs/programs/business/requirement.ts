import type { Founded } from '../program/program';
import type { Dated } from '../program/rate';
import { CodedError } from '../../../shared/errors';
import { TODAY } from '../../../shared/machine';
import type { Ask, BusinessProgram } from './business';

/** What a program asks for, as a number that may change with time: dated rows, like amounts. */
export const REQUIREMENTS = {
  MEMBERS: 'Members of a group.',
  AGE: 'Age in years on the day it is decided.',
  PUPIL_AGE: 'Age in years from and up to which a pupil carries a component.',
  REPORT_MONTHS: 'Months after the payout within which its use is reported (LPJ).',
  READY_MONTHS: 'Consecutive months at the minimum wage that make a family ready to leave.',
  GRANT_TOOLS: 'Rupiah of tools in a grant in goods.',
  GRANT_MATERIAL: 'Rupiah of material in a grant in goods.',
} as const;
export type Requirement = keyof typeof REQUIREMENTS;

/** From and to, both included; null: no limit on that side. */
export interface Span {
  readonly minimum: number | null;
  readonly maximum: number | null;
}

/** A dated requirement of the catalogue. */
export interface RequirementRow extends Dated, Founded, Span {
  readonly programCode: string;
  readonly requirement: Requirement;
}

/** What a program asks for on a day. */
export type Terms = Readonly<Partial<Record<Requirement, Span>>>;

/** Whether a number lies in a span. */
export function isWithin(value: number, { minimum, maximum }: Span): boolean {
  return (minimum === null || value >= minimum) && (maximum === null || value <= maximum);
}

/** A span in words: `5 to 20`, `at least 4`, `at most 3`. */
export function spanWords({ minimum, maximum }: Span): string {
  if (minimum !== null && maximum !== null) return `${minimum} to ${maximum}`;
  return minimum === null ? `at most ${maximum ?? 'any'}` : `at least ${minimum}`;
}

/** What a program asks for today. */
export async function readTerms(ask: Ask, program: BusinessProgram): Promise<Terms> {
  const rows = await ask<Span & { readonly requirement: Requirement }>(
    `SELECT requirement, minimum, maximum FROM program_requirement
     WHERE program_code = $1 AND ${TODAY} BETWEEN valid_from AND coalesce(valid_to, 'infinity')`,
    [program],
  );
  return Object.fromEntries(rows.map(({ requirement, ...span }) => [requirement, span]));
}

/** Whole rupiah a program gives once today, and since when it is that much. */
export interface OnceRate {
  readonly amount: number;
  readonly since: string;
}

/**
 * What a program gives once, by the rate in force today.
 * @throws CodedError RULES_NOT_MET where no rate is in force
 */
export async function getOnceRate(ask: Ask, program: BusinessProgram): Promise<OnceRate> {
  const [rate] = await ask<OnceRate>(
    `SELECT amount, valid_from::text AS since FROM program_rate
     WHERE program_code = $1 AND per = 'ONCE' AND ${TODAY} BETWEEN valid_from AND coalesce(valid_to, 'infinity')`,
    [program],
  );
  if (rate) return rate;
  throw new CodedError('RULES_NOT_MET', { what: `grant of ${program}`, rules: ['no amount is in force today'] });
}
