import { Parameters, propertiesFor, selectList, statement } from '../../../shared/database';
import type { BatchSource, Projection } from '../../../shared/database';
import { loadMany, loadOne } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import type { CombinationRow, EligibilityRow, ProgramRow } from './program';
import type { LimitRow, RateRow } from './rate';

const projection: Projection = {
  columns: {
    code: 'p.code',
    name: 'p.name',
    englishName: 'p.english_name',
    aliases: 'p.aliases',
    unit: 'p.unit',
    periodKind: 'p.period_kind',
    legalRef: 'p.legal_ref',
    confidence: 'p.confidence',
    note: 'p.note',
  },
  always: ['code'],
};

const byCode: BatchSource = {
  from: 'program p',
  key: { column: 'p.code', type: 'text', property: 'code' },
  projection,
};

const DATED = {
  programCode: 'd.program_code',
  validFrom: 'd.valid_from',
  validTo: 'd.valid_to',
  legalRef: 'd.legal_ref',
  confidence: 'd.confidence',
  note: 'd.note',
};

/** Dated rows of programs. They are few, so every read takes whole rows and shares one statement a fetch. */
function datedRows(table: string, own: Readonly<Record<string, string>>, orderBy: string): BatchSource {
  const columns = { ...DATED, ...own };
  return {
    from: `${table} d`,
    key: { column: 'd.program_code', type: 'text', property: 'programCode' },
    projection: { columns, always: Object.keys(columns) },
    orderBy,
  };
}

const rates = datedRows(
  'program_rate',
  {
    component: 'd.component',
    amount: 'd.amount',
    per: 'd.per',
    recipient: 'd.recipient',
    isCeiling: 'd.is_ceiling',
    rateConfidence: 'd.confidence',
  },
  'd.valid_from DESC, d.amount DESC, d.component',
);
const limits = datedRows(
  'program_limit',
  { component: 'd.component', maximum: 'd.maximum', scope: 'd.scope' },
  'd.valid_from DESC, d.component NULLS FIRST',
);
const rules = datedRows('eligibility_rule', { desilMin: 'd.desil_min', desilMax: 'd.desil_max' }, 'd.valid_from DESC');
const combinations = datedRows(
  'program_combination',
  { otherCode: 'd.other_code', allowed: 'd.allowed' },
  'd.other_code, d.valid_from DESC',
);

/** The program of a code, as a whole row: programs are few, so all reads of a fetch share one loader. */
export function findProgram(context: SubgraphContext, code: string): Promise<ProgramRow | undefined> {
  return loadOne<ProgramRow>(context, 'Program', byCode, code, Object.keys(projection.columns));
}

/** The program of a code or of another name it goes by (`BPNT`). */
export async function findProgramByName(
  context: SubgraphContext,
  name: string,
  fields: readonly string[],
): Promise<ProgramRow | undefined> {
  const [found] = await readPrograms(context, fields, name);
  return found;
}

/** The whole catalogue, in order of codes. */
export function readPrograms(
  context: SubgraphContext,
  fields: readonly string[],
  name?: string,
): Promise<ProgramRow[]> {
  const { bind, values } = new Parameters();
  const columns = selectList(projection, propertiesFor(projection, fields));
  const where = name === undefined ? 'TRUE' : `p.code = ${bind(name)} OR p.aliases @> ARRAY[${bind(name)}::text]`;
  return context.session.rows<ProgramRow>(
    statement(`SELECT ${columns} FROM program p WHERE ${where} ORDER BY p.code`, values),
  );
}

/** A program's amounts, newest first. */
export function findRates(context: SubgraphContext, programCode: string): Promise<RateRow[]> {
  return loadMany<RateRow>(context, 'Program', rates, programCode, []);
}

/** How often a program pays something to one family, newest first. */
export function findLimits(context: SubgraphContext, programCode: string): Promise<LimitRow[]> {
  return loadMany<LimitRow>(context, 'Program', limits, programCode, []);
}

export function findEligibilityRules(context: SubgraphContext, programCode: string): Promise<EligibilityRow[]> {
  return loadMany<EligibilityRow>(context, 'Program', rules, programCode, []);
}

export function findCombinations(context: SubgraphContext, programCode: string): Promise<CombinationRow[]> {
  return loadMany<CombinationRow>(context, 'Program', combinations, programCode, []);
}
