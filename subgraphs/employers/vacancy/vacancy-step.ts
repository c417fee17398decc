import { randomUUID } from 'node:crypto';
import { isUuid } from '../../../shared/database';
import type { WriteManager } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import { TODAY, dayOf, today } from '../../../shared/machine';
import type { Evidence, LockedRecord } from '../../../shared/machine';
import type { Asked, ReasonedStepInput, StepInput } from '../../../shared/subgraph';
import { agreementInForce } from '../agreement/agreement';
import { getOwnEmployer } from '../employer/own-employer';
import { findWageFloors, isPaidEnough } from '../minimum-wage/wage';
import { findUnknownSkills } from '../skill/skill.loader';
import { CONTENT_COLUMNS, readContent, readVacancyCode } from './vacancy-content';
import type { VacancyContent } from './vacancy-content';
import type { CopyVacancyInput, DraftVacancyInput, EditVacancyInput } from './vacancy-inputs.graph';
import type { ContractType, VacancyStatus } from './vocabulary';

type Vacancy = LockedRecord<VacancyStatus>;
interface Begun {
  readonly id: string;
  readonly evidence: Evidence;
}

const refused = (reason: string) => new CodedError('BAD_USER_INPUT', { reason });

/** Writes a draft of the own organisation. */
export async function draft(
  manager: WriteManager,
  status: VacancyStatus,
  { input, context }: Asked<DraftVacancyInput>,
): Promise<Begun> {
  const code = readVacancyCode(input.code);
  const content = { ...BLANK, ...readContent(input) };
  await requireKnownSkills(manager, content);
  return insertDraft(manager, await getOwnEmployer(manager, context), { code, status, content });
}

/** What a draft says where its input is silent. */
const BLANK: VacancyContent = {
  skill_codes: [],
  skill_levels: [],
  shift: false,
  physical_demands: [],
  accommodations_offered: [],
  reserved_for_disability: false,
  certificate_required: [],
  description: null,
};

/** Writes a draft that says what another vacancy of the own organisation says, but for its last day. */
export async function copy(
  manager: WriteManager,
  status: VacancyStatus,
  { input, context }: Asked<CopyVacancyInput>,
): Promise<Begun> {
  const employerId = await getOwnEmployer(manager, context);
  const code = readVacancyCode(input.code);
  const [found]: { content: VacancyContent }[] = isUuid(input.vacancyId)
    ? await manager.query(
        'SELECT to_jsonb(v) AS content FROM vacancy v WHERE v.id = $1::uuid AND v.employer_id = $2::uuid',
        [input.vacancyId, employerId],
      )
    : [];
  if (!found) throw new CodedError('NOT_FOUND', { what: 'vacancy' });
  const content = { ...found.content, open_until: dayOf(input.openUntil) };
  const { id, evidence } = await insertDraft(manager, employerId, { code, status, content });
  return { id, evidence: { ...evidence, copyOf: input.vacancyId } };
}

async function insertDraft(
  manager: WriteManager,
  employerId: string,
  given: { readonly code: string | null; readonly status: VacancyStatus; readonly content: VacancyContent },
): Promise<Begun> {
  const id = randomUUID();
  const columns = CONTENT_COLUMNS.join(', ');
  const written: object[] = await manager.query(
    `INSERT INTO vacancy (id, employer_id, employer_status, code, status, ${columns})
     SELECT $1::uuid, e.id, e.status, $3, $4, ${CONTENT_COLUMNS.map((column) => `x.${column}`).join(', ')}
     FROM employer e, jsonb_populate_record(NULL::vacancy, $5::jsonb) x WHERE e.id = $2::uuid
     ON CONFLICT (employer_id, code) DO NOTHING RETURNING id`,
    [id, employerId, given.code, given.status, JSON.stringify(given.content)],
  );
  if (written.length === 0) throw refused('your organisation has a vacancy with this code already');
  return { id, evidence: { code: given.code } };
}

/** Writes what changes of a draft. */
export async function edit(
  manager: WriteManager,
  { id }: Vacancy,
  { input }: Asked<EditVacancyInput>,
): Promise<Evidence> {
  const content = readContent(input);
  const columns = Object.keys(content);
  if (columns.length === 0) throw refused('name something that changes');
  await requireKnownSkills(manager, content);
  await manager.query(
    `UPDATE vacancy v SET changed_at = now(), ${columns.map((column) => `${column} = x.${column}`).join(', ')}
     FROM jsonb_populate_record(NULL::vacancy, $2::jsonb) x WHERE v.id = $1::uuid`,
    [id, JSON.stringify(content)],
  );
  return { changed: columns };
}

async function requireKnownSkills(manager: WriteManager, { skill_codes: codes }: VacancyContent): Promise<void> {
  const unknown = await findUnknownSkills(manager, (codes ?? []) as string[]);
  if (unknown.length > 0) throw refused('a skill is one of the vocabulary, or a unit of the competency standards');
}

/** What publishing looks at. */
interface Publishable {
  readonly employerStatus: string;
  readonly hasAgreement: boolean;
  readonly regencyCode: string;
  readonly contractType: ContractType;
  readonly wageMin: number;
  readonly openUntil: string;
  /** The last day that may stand as a deadline today; null: no rule is in force. */
  readonly latest: string | null;
}

/** The last day to apply a rule in force today allows, in SQL, the later one if two overlap; null without one. */
export const LATEST_DEADLINE = `(SELECT (${TODAY} + make_interval(months => rule.value))::date FROM vacancy_rule rule
  WHERE rule.rule = 'OPEN_MONTHS' AND ${TODAY} BETWEEN rule.valid_from AND coalesce(rule.valid_to, 'infinity')
  ORDER BY rule.valid_from DESC LIMIT 1)`;

/**
 * Holds a draft against the rules of today.
 * @throws CodedError RULES_NOT_MET with every broken rule, READ_MODEL_STALE
 */
export async function publish(
  manager: WriteManager,
  { id }: Vacancy,
  { context }: Asked<StepInput>,
): Promise<Evidence> {
  const [[vacancy]]: [Publishable[]] = await manager.query(
    `UPDATE vacancy v SET changed_at = now() WHERE v.id = $1::uuid
     RETURNING v.employer_status AS "employerStatus", ${agreementInForce('v.employer_id', 'DSA')} AS "hasAgreement",
       v.regency_code AS "regencyCode", v.contract_type AS "contractType",
       v.wage_min AS "wageMin", v.open_until::text AS "openUntil", ${LATEST_DEADLINE}::text AS latest`,
    [id],
  );
  if (!vacancy) throw new Error('a locked vacancy is there');
  const question = { regencyCode: vacancy.regencyCode, contractType: vacancy.contractType, on: today() };
  const [floor] = await findWageFloors(manager, context.tools.mode, [question]);
  if (!floor) throw new Error('a wage has a floor or none');
  const { openUntil, latest } = vacancy;
  const broken = [
    ...(vacancy.employerStatus === 'ACTIVE' ? [] : ['EMPLOYER (the employer is not active)']),
    ...(vacancy.hasAgreement ? [] : ['AGREEMENT (no data-sharing agreement is in force)']),
    ...(openUntil >= today() ? [] : ['DEADLINE (the last day to apply is past)']),
    ...(latest === null || openUntil <= latest ? [] : [`DEADLINE (the last day to apply is after ${latest})`]),
    ...(isPaidEnough(vacancy.wageMin, floor) ? [] : [`MINIMUM_WAGE (at least ${floor.floor ?? 0} a month)`]),
  ];
  if (broken.length > 0) throw new CodedError('RULES_NOT_MET', { what: 'vacancy', rules: broken });
  return { minimumWage: floor.minimumWage, minimumWageYear: floor.year };
}

/** That the seats are taken is counted, whoever says it. */
export async function fill(
  manager: WriteManager,
  { id }: Vacancy,
  { input }: Asked<ReasonedStepInput>,
): Promise<Evidence> {
  const seats = await touch(manager, id);
  if (input.reason === 'SEATS_TAKEN' && !seats.isTaken)
    throw refused('not every seat is taken by people referred here');
  return { seats: seats.seats, seatsTaken: seats.seatsTaken };
}

/** A reason that is a fact must hold; that a vacancy breaks the law is for the ministry to say. */
export async function close(
  manager: WriteManager,
  { id }: Vacancy,
  { input, context: { viewer } }: Asked<ReasonedStepInput>,
): Promise<Evidence> {
  const { isOver, seats, seatsTaken } = await touch(manager, id);
  if (input.reason === 'DEADLINE_PASSED' && !isOver) throw refused('the last day to apply has not passed');
  if (input.reason === 'UNLAWFUL' && viewer.role !== 'PROGRAM_MANAGER') throw refused('UNLAWFUL is for the ministry');
  return { seats, seatsTaken };
}

interface Seats {
  readonly seats: number;
  readonly seatsTaken: number;
  readonly isTaken: boolean;
  readonly isOver: boolean;
}

async function touch(manager: WriteManager, id: string): Promise<Seats> {
  const [[seats]]: [Seats[]] = await manager.query(
    `UPDATE vacancy v SET changed_at = now() WHERE v.id = $1::uuid RETURNING v.seats, v.seats_taken AS "seatsTaken",
       v.seats_taken >= v.seats AS "isTaken", v.open_until < ${TODAY} AS "isOver"`,
    [id],
  );
  if (!seats) throw new Error('a locked vacancy is there');
  return seats;
}
