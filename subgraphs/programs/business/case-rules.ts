import { CodedError } from '../../../shared/errors';
import { TODAY } from '../../../shared/machine';
import { STOPS } from '../enrolment/stop-aid';
import type { Ask, BusinessProgram } from './business';
import { isWithin, readTerms, spanWords } from './requirement';

/** What the rules for a family's own business look at. */
export interface CaseFacts {
  readonly familyId: string;
  /** Whole years today; null: the registry has not told. */
  readonly age: number | null;
  readonly matchStatus: string;
  readonly restricted: boolean;
  /** The family receives aid by the month or stage. */
  readonly receives: boolean;
  /** The family left PKH, or is about to. */
  readonly leavesPkh: boolean;
  /** The family is or was in the program, but for this case. */
  readonly tookPart: boolean;
}

const TABLES: Readonly<Record<Exclude<BusinessProgram, 'KUBE'>, { table: string; never: string }>> = {
  PENA: { table: 'pena_case', never: `'PROPOSED', 'RECOMMENDED', 'REJECTED', 'WITHDRAWN'` },
  PROKUS: { table: 'prokus_case', never: `'SELECTION', 'DROPPED_OUT'` },
};

/** The facts about the family and the person of a case, as they stand now. */
export async function getCaseFacts(
  ask: Ask,
  program: Exclude<BusinessProgram, 'KUBE'>,
  id: string,
): Promise<CaseFacts> {
  const { table, never } = TABLES[program];
  const [facts] = await ask<CaseFacts>(
    `SELECT c.family_id AS "familyId", extract(year FROM age(${TODAY}, pr.birth_date))::int AS age,
       pr.match_status AS "matchStatus", pr.restricted,
       EXISTS (SELECT FROM enrolment e JOIN program p ON p.code = e.program_code
         WHERE e.family_id = c.family_id AND e.status IN ('ACTIVE', 'TRANSITION') AND p.period_kind IS NOT NULL) AS receives,
       EXISTS (SELECT FROM enrolment e WHERE e.family_id = c.family_id AND e.program_code = 'PKH'
         AND e.status IN ('TRANSITION', 'GRADUATED_NATURALLY', 'GRADUATED_VOLUNTARILY')) AS "leavesPkh",
       EXISTS (SELECT FROM ${table} o WHERE o.family_id = c.family_id AND o.id <> c.id AND o.status NOT IN (${never})) AS "tookPart"
     FROM ${table} c JOIN person_ref pr ON pr.id = c.person_id WHERE c.id = $1::uuid`,
    [id],
  );
  if (!facts) throw new Error('a case is about nobody known here');
  return facts;
}

/** What is asked of whoever takes part in any of these programs. */
export async function brokenCaseRules(ask: Ask, program: BusinessProgram, facts: CaseFacts): Promise<string[]> {
  const { AGE: age } = await readTerms(ask, program);
  const isOfAge = !age || (facts.age !== null && isWithin(facts.age, age));
  return [
    ...(facts.restricted ? ['PROCESSABLE (the registry restricts the processing of the record)'] : []),
    ...(Object.hasOwn(STOPS, facts.matchStatus) ? ['REGISTERED (the civil registry does not confirm the person)'] : []),
    ...(age && !isOfAge ? [`AGE (is not ${spanWords(age)} years old)`] : []),
    ...(facts.tookPart ? [`FIRST_TIME (the family was in ${program} before)`] : []),
  ];
}

/** @throws CodedError RULES_NOT_MET naming each */
export function requireNoneBroken(what: string, rules: readonly string[]): void {
  if (rules.length > 0) throw new CodedError('RULES_NOT_MET', { what, rules });
}
