import type { GraphQLResolveInfo } from 'graphql';
import { statement } from '../../../shared/database';
import type { BatchSource, ListSource, Projection } from '../../../shared/database';
import { loadMany, loadOne, requestedFields, requestedFieldsOn } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { TODAY } from '../../../shared/machine';
import type { DeadlineRow, GrievanceRow } from './grievance';

/** A grievance carries the place of its family, on which the row scope is decided. */
export const GRIEVANCES = 'grievance g';

/** What waits for nothing is due last. */
const DUE = `coalesce(g.due_on, 'infinity'::date)`;

/** The day until which something had to happen is over. */
export const IS_OVERDUE = `${DUE} < ${TODAY}`;

const projection: Projection = {
  columns: {
    id: 'g.id',
    familyId: 'g.family_id',
    kind: 'g.kind',
    category: 'g.category',
    programCode: 'g.program_code',
    textSealed: 'g.text_sealed',
    status: 'g.status',
    version: 'g.version',
    submittedByRole: 'g.submitted_by_role',
    submittedAt: 'g.submitted_at',
    assignedTo: 'g.assigned_to',
    villageFinding: 'g.village_finding',
    dinsosFinding: 'g.dinsos_finding',
    dueOn: 'g.due_on',
    isOverdue: IS_OVERDUE,
    decisionReason: 'g.decision_reason',
    effectiveSnapshot: 'g.effective_snapshot',
  },
  computed: {
    family: ['familyId'],
    program: ['programCode'],
    text: ['textSealed'],
    allowedEvents: ['status'],
    history: [],
  },
  always: ['id', 'familyId'],
};

export const GRIEVANCE_LIST: ListSource = {
  name: 'grievances',
  from: GRIEVANCES,
  id: { column: 'g.id', type: 'uuid' },
  projection,
  filterable: {
    familyId: { column: 'g.family_id', type: 'uuid', group: 'PSEUDONYM' },
    kind: { column: 'g.kind', type: 'text', group: 'GRIEVANCE' },
    category: { column: 'g.category', type: 'text', group: 'GRIEVANCE' },
    status: { column: 'g.status', type: 'text', group: 'GRIEVANCE' },
    programCode: { column: 'g.program_code', type: 'text', group: 'GRIEVANCE' },
    assignedTo: { column: 'g.assigned_to', type: 'text', group: 'GRIEVANCE' },
    dueOn: { column: 'g.due_on', type: 'date', group: 'GRIEVANCE' },
    region: { column: 'g.region_code', type: 'text', group: 'CONTACT' },
  },
  sortable: {
    DUE_ON: { column: DUE, type: 'date', group: 'GRIEVANCE' },
    SUBMITTED_AT: { column: 'g.submitted_at', type: 'timestamptz', group: 'GRIEVANCE' },
    STATUS: { column: 'g.status', type: 'text', group: 'GRIEVANCE' },
  },
};

const byId: BatchSource = { from: GRIEVANCES, key: { column: 'g.id', type: 'uuid', property: 'id' }, projection };

const byFamily: BatchSource = {
  from: GRIEVANCES,
  key: { column: 'g.family_id', type: 'uuid', property: 'familyId' },
  projection,
  orderBy: 'g.submitted_at DESC, g.id',
};

/** The grievance of an id, if the viewer may see it; batched over the fetch. */
export function findGrievance(
  context: SubgraphContext,
  id: string,
  info: GraphQLResolveInfo,
): Promise<GrievanceRow | undefined> {
  return loadOne<GrievanceRow>(context, 'Grievance', byId, id, requestedFieldsOn(info, 'Grievance'));
}

/** The visible grievances of a family, newest first; one statement for all families of the fetch. */
export function findGrievancesOfFamily(
  context: SubgraphContext,
  familyId: string,
  info: GraphQLResolveInfo,
): Promise<GrievanceRow[]> {
  return loadMany<GrievanceRow>(context, 'Grievance', byFamily, familyId, requestedFields(info));
}

/** Every row of the deadlines, those in force and those before. */
export function findDeadlines(context: SubgraphContext): Promise<DeadlineRow[]> {
  return context.session.rows<DeadlineRow>(
    statement(
      `SELECT kind, status, days, valid_from AS "validFrom", valid_to AS "validTo", legal_ref AS "legalRef", confidence, note
       FROM grievance_deadline ORDER BY kind, status, valid_from`,
      [],
    ),
  );
}
