import type { GraphQLResolveInfo } from 'graphql';
import type { BatchSource, ListSource, Projection } from '../../../shared/database';
import { loadMany, loadOne, requestedFields, requestedFieldsOn } from '../../../shared/subgraph';
import type { Mode, SubgraphContext } from '../../../shared/subgraph';
import { askingAs } from '../business/ask';
import { readTerms } from '../business/requirement';
import type { IncomeRow, PenaRow, Readiness } from './pena';
import { readinessOf } from './readiness';
import { READINGS, isKnownWage } from './umk';

export const CASES = 'pena_case c';

const projection: Projection = {
  columns: {
    id: 'c.id',
    familyId: 'c.family_id',
    personId: 'c.person_id',
    variant: 'c.variant',
    cluster: 'c.cluster',
    businessIdea: 'c.business_idea',
    status: 'c.status',
    proposedOn: 'c.proposed_on',
    recommendation: 'c.recommendation',
    decree: 'c.decree',
    approvedOn: 'c.approved_on',
    grantTools: 'c.grant_tools',
    grantMaterial: 'c.grant_material',
    grantedOn: 'c.granted_on',
    graduatedOn: 'c.graduated_on',
    version: 'c.version',
  },
  computed: {
    family: ['familyId'],
    person: ['personId'],
    grantAmount: ['grantTools', 'grantMaterial'],
    incomes: [],
    isGraduationReady: [],
    readyMonths: [],
    allowedEvents: ['status'],
    history: [],
  },
  always: ['id', 'familyId'],
};

export const PENA_LIST: ListSource = {
  name: 'penaCases',
  from: CASES,
  id: { column: 'c.id', type: 'uuid' },
  projection,
  filterable: {
    id: { column: 'c.id', type: 'uuid', group: 'PSEUDONYM' },
    familyId: { column: 'c.family_id', type: 'uuid', group: 'PSEUDONYM' },
    status: { column: 'c.status', type: 'text', group: 'ENROLMENT' },
    variant: { column: 'c.variant', type: 'text', group: 'ENROLMENT' },
    cluster: { column: 'c.cluster', type: 'text', group: 'ENROLMENT' },
    proposedOn: { column: 'c.proposed_on', type: 'date', group: 'ENROLMENT' },
    region: { column: 'c.region_code', type: 'text', group: 'CONTACT' },
  },
  sortable: {
    PROPOSED_ON: { column: 'c.proposed_on', type: 'date', group: 'ENROLMENT' },
    STATUS: { column: 'c.status', type: 'text', group: 'ENROLMENT' },
  },
};

const byId: BatchSource = { from: CASES, key: { column: 'c.id', type: 'uuid', property: 'id' }, projection };
const byFamily: BatchSource = {
  from: CASES,
  key: { column: 'c.family_id', type: 'uuid', property: 'familyId' },
  projection,
  orderBy: 'c.proposed_on, c.id',
};

const readingColumns = {
  caseId: 'c.id',
  familyId: 'c.family_id',
  month: 'i.month',
  amount: 'i.amount',
  minimumWage: 'u.amount',
  wageSource: 'u.source',
};
const readings = (mode: Mode): BatchSource => ({
  from: `${READINGS} AND ${isKnownWage(mode)}`,
  key: { column: 'c.id', type: 'uuid', property: 'caseId' },
  projection: { columns: readingColumns, always: Object.keys(readingColumns) },
  orderBy: 'i.month DESC',
});
const READINGS_IN: Readonly<Record<Mode, BatchSource>> = { demo: readings('demo'), production: readings('production') };

/** The case of an id, if the viewer may see it; batched over the fetch. */
export function findPenaCase(
  context: SubgraphContext,
  id: string,
  info: GraphQLResolveInfo,
): Promise<PenaRow | undefined> {
  return loadOne<PenaRow>(context, 'PenaCase', byId, id, requestedFieldsOn(info, 'PenaCase'));
}

/** The visible cases of a family; one statement for all families of the fetch. */
export function findPenaCasesOf(
  context: SubgraphContext,
  familyId: string,
  info: GraphQLResolveInfo,
): Promise<PenaRow[]> {
  return loadMany<PenaRow>(context, 'PenaCase', byFamily, familyId, requestedFields(info));
}

/** The incomes of a case, latest month first; one statement for all cases of the fetch. */
export function findIncomes(context: SubgraphContext, id: string): Promise<IncomeRow[]> {
  return loadMany<IncomeRow>(context, 'PenaIncome', READINGS_IN[context.tools.mode], id, []);
}

/** Whether the incomes of a case make the family ready; two statements for all cases of the fetch. */
export async function findReadiness(context: SubgraphContext, id: string): Promise<Readiness> {
  const terms = context.loader<string, number | undefined>('months that make ready', async (keys) => {
    const { READY_MONTHS: asked } = await readTerms(askingAs(context), 'PENA');
    return keys.map(() => asked?.minimum ?? undefined);
  });
  const [incomes, asked] = await Promise.all([findIncomes(context, id), terms.load('PENA')]);
  return readinessOf(incomes, asked);
}
