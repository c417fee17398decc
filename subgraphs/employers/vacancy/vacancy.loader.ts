import type { BatchSource, ListSource, Projection } from '../../../shared/database';
import { loadOne } from '../../../shared/subgraph';
import type { NestedList, SubgraphContext } from '../../../shared/subgraph';
import type { VacancyRow } from './vacancy';
import type { VacancyStatus } from './vocabulary';

const VACANCY_PROJECTION: Projection = {
  columns: {
    id: 'v.id',
    employerId: 'v.employer_id',
    title: 'v.title',
    kbjiCode: 'v.kbji_code',
    skillCodes: 'v.skill_codes',
    skillLevels: 'v.skill_levels',
    regencyCode: 'v.regency_code',
    workMode: 'v.work_mode',
    contractType: 'v.contract_type',
    wageMin: 'v.wage_min',
    shift: 'v.shift',
    physicalDemands: 'v.physical_demands',
    accommodationsOffered: 'v.accommodations_offered',
    reservedForDisability: 'v.reserved_for_disability',
    seats: 'v.seats',
    openUntil: 'v.open_until',
    status: 'v.status',
    description: 'v.description',
    certificateRequired: 'v.certificate_required',
    version: 'v.version',
  },
  computed: { employer: ['employerId'], region: ['regencyCode'], skills: ['skillCodes', 'skillLevels'], desk: [] },
  always: ['id'],
};

export const VACANCY_LIST: ListSource = {
  name: 'vacancies',
  from: 'vacancy v',
  id: { column: 'v.id', type: 'uuid' },
  projection: VACANCY_PROJECTION,
  filterable: {
    id: { column: 'v.id', type: 'uuid', group: 'VACANCY' },
    employer: { column: 'v.employer_id', type: 'uuid', group: 'VACANCY' },
    region: { column: 'v.regency_code', type: 'text', group: 'VACANCY' },
    workMode: { column: 'v.work_mode', type: 'text', group: 'VACANCY' },
    contractType: { column: 'v.contract_type', type: 'text', group: 'VACANCY' },
    reservedForDisability: { column: 'v.reserved_for_disability', type: 'boolean', group: 'VACANCY' },
    openUntil: { column: 'v.open_until', type: 'date', group: 'VACANCY' },
    accommodations: { column: 'v.accommodations_offered', type: 'text[]', group: 'VACANCY' },
    skills: { column: 'v.skill_codes', type: 'text[]', group: 'VACANCY' },
    status: { column: 'v.status', type: 'text', group: 'VACANCY' },
  },
  sortable: {
    OPEN_UNTIL: { column: 'v.open_until', type: 'date', group: 'VACANCY' },
    WAGE_MIN: { column: 'v.wage_min', type: 'integer', group: 'VACANCY' },
  },
};

/** Vacancies below a parent, soonest deadline first. */
export const NESTED_VACANCIES: NestedList = {
  source: VACANCY_LIST,
  id: 'v.id',
  order: { column: 'v.open_until', type: 'date' },
};

const byId: BatchSource = {
  from: 'vacancy v',
  key: { column: 'v.id', type: 'uuid', property: 'id' },
  projection: VACANCY_PROJECTION,
};

/** What only the employer's own people see of a vacancy. */
export interface VacancyDeskRow {
  readonly id: string;
  readonly status: VacancyStatus;
  readonly code: string | null;
  readonly sourceId: string | null;
  readonly seatsTaken: number;
  readonly changedAt: Date;
  readonly version: number;
}

const deskById: BatchSource = {
  from: 'vacancy v',
  key: { column: 'v.id', type: 'uuid', property: 'id' },
  projection: {
    columns: {
      id: 'v.id',
      status: 'v.status',
      code: 'v.code',
      sourceId: 'v.source_id',
      seatsTaken: 'v.seats_taken',
      changedAt: 'v.changed_at',
      version: 'v.version',
    },
    computed: { allowedEvents: ['status'], history: [] },
    always: ['id'],
  },
};

/** The vacancy of an id, if the viewer may see it; batched over the fetch. */
export function findVacancy(
  context: SubgraphContext,
  id: string,
  fields: readonly string[],
): Promise<VacancyRow | undefined> {
  return loadOne<VacancyRow>(context, 'Vacancy', byId, id, fields);
}

/** The inner side of a vacancy, if it is the viewer's own; batched over the fetch. */
export function findDesk(
  context: SubgraphContext,
  id: string,
  fields: readonly string[],
): Promise<VacancyDeskRow | undefined> {
  return loadOne<VacancyDeskRow>(context, 'VacancyDesk', deskById, id, fields);
}
