import { requireFreshCopies } from '../../../shared/database';
import type { WriteManager } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import type { Evidence } from '../../../shared/machine';
import type { Mode } from '../../../shared/subgraph';
import type { ContractType } from '../vacancy/vocabulary';
import { minimumWage } from './minimum-wage';

/** What a wage is held against. */
export interface WageQuestion {
  /** Four-digit code of the workplace. */
  readonly regencyCode: string;
  readonly contractType: ContractType;
  /** The day work is offered for, `YYYY-MM-DD`. */
  readonly on: string;
}

/** The least that may be paid, and why. */
export interface WageFloor {
  /** Whole rupiah a month; null: no rule asks for one, or no minimum wage is known. */
  readonly floor: number | null;
  /** The minimum wage of the regency; null where none is known. */
  readonly minimumWage: number | null;
  readonly year: number | null;
}

/**
 * The floors of wages, in the order asked; one statement for all. Which rule holds is decided by the day, the later one if two
 * overlap; the minimum wage is that of the day's year, or of the last one before it that is known: it holds until the next decree.
 * @param mode made-up minimum wages decide only where everybody is made up
 * @throws CodedError READ_MODEL_STALE
 */
export async function findWageFloors(
  manager: WriteManager,
  mode: Mode,
  questions: readonly WageQuestion[],
): Promise<WageFloor[]> {
  await requireFreshCopies(manager, [minimumWage]);
  return manager.query(FLOORS(mode), [JSON.stringify(questions)]);
}

const FLOORS = (mode: Mode) => `
  SELECT (wage.amount * rule.value + 99) / 100 AS floor, wage.amount AS "minimumWage", wage.year
  FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS ("regencyCode" text, "contractType" text, "on" date)) WITH ORDINALITY
    AS q ("regencyCode", "contractType", "on", place)
  LEFT JOIN LATERAL (SELECT r.value FROM vacancy_rule r
    WHERE r.rule = 'WAGE_FLOOR_PERCENT' AND r.contract_type = q."contractType"
      AND q."on" BETWEEN r.valid_from AND coalesce(r.valid_to, 'infinity')
    ORDER BY r.valid_from DESC LIMIT 1) rule ON true
  LEFT JOIN LATERAL (SELECT u.amount, u.year FROM minimum_wage u
    WHERE u.regency_code = q."regencyCode" AND u.year <= extract(year FROM q."on")
      ${mode === 'demo' ? '' : `AND u.source <> 'SYNTHETIC'`}
    ORDER BY u.year DESC LIMIT 1) wage ON true
  ORDER BY q.place`;

/** Whether a wage, whole rupiah a month, is not below its floor. */
export function isPaidEnough(wage: number, { floor }: WageFloor): boolean {
  return floor === null || wage >= floor;
}

/**
 * Holds the wage of a vacancy or of an offer against the minimum wage of the regency (UU 13/2003 pasal 88E); which contracts it is
 * asked of says the rule in force on the day.
 * @param asked `wage` in whole rupiah a month
 * @returns what was looked at, for the event
 * @throws CodedError RULES_NOT_MET, READ_MODEL_STALE
 */
export async function requireWage(
  manager: WriteManager,
  mode: Mode,
  asked: WageQuestion & { readonly wage: number },
): Promise<Evidence> {
  const { wage, ...question } = asked;
  const [found] = await findWageFloors(manager, mode, [question]);
  if (!found) throw new Error('a wage has a floor or none');
  if (isPaidEnough(wage, found)) return { minimumWage: found.minimumWage, minimumWageYear: found.year };
  throw new CodedError('RULES_NOT_MET', {
    what: 'wage',
    rules: [`MINIMUM_WAGE (at least ${found.floor ?? 0} a month)`],
  });
}
