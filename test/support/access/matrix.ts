import { getNamedType, isLeafType, isObjectType } from 'graphql';
import type { GraphQLField, GraphQLObjectType, GraphQLSchema } from 'graphql';
import type { Condition, Grade } from '../../../shared/access';
import type { Role, Viewer } from '../../../shared/viewer';
import { callOf, pathsTo } from './paths';
import type { ArgumentSeed, Step } from './paths';
import { isTableField } from '../statistics/coordinates';
import type { Reply } from './served';
import { gradeOn, isRefusedEverywhere, refusedGrade, shownAt } from './specification';
import type { Mark } from './specification';

/** One operation that asks for every field of one type. */
export interface TypeQuery {
  readonly type: string;
  readonly path: readonly Step[];
  readonly fields: readonly string[];
  readonly query: string;
}

/** A cell whose answer is not what the policy gives. */
export interface Mismatch {
  readonly role: Role;
  readonly coordinate: string;
  readonly what: string;
}

/** A type's rows as an answer holds them: objects under the path. */
export type Rows = readonly Readonly<Record<string, unknown>>[];

/** Writes the operations. */
export class TypeQueries {
  constructor(
    readonly schema: GraphQLSchema,
    private readonly marks: ReadonlyMap<string, Mark>,
    private readonly seed: ArgumentSeed,
  ) {}

  /** @throws Error for a type nothing leads to, or a field nothing is known to call with */
  all(types: Iterable<string>): TypeQuery[] {
    return this.by(types, (coordinate) => !this.marks.get(coordinate)?.roles);
  }

  /** The same, by ways of which each field may be passed. */
  by(types: Iterable<string>, isPassable: (coordinate: string) => boolean): TypeQuery[] {
    const paths = pathsTo(this.schema, this.seed, isPassable);
    return [...types].map((type) => {
      const path = paths.get(type);
      if (!path)
        throw new Error(`nothing leads to ${type}: give its root field a value in test/support/access/seeds.ts`);
      return this.query(this.objectType(type), path);
    });
  }

  private query(type: GraphQLObjectType, path: readonly Step[]): TypeQuery {
    const fields = Object.values(type.getFields())
      .filter((field) => isPublished(field) && !isTableField(`${type.name}.${field.name}`))
      .map((field) => {
        const call = callOf(`${type.name}.${field.name}`, field, this.seed);
        if (call === undefined) throw new Error(`${type.name}.${field.name} takes an argument no seed is known for`);
        return {
          name: field.name,
          text: `${field.name}${call}${isLeafType(getNamedType(field.type)) ? '' : ' { __typename }'}`,
        };
      });
    const inner = fields.map(({ text }) => text).join(' ');
    const query = path.reduceRight((below, { name, args }) => `${name}${args} { ${below} }`, inner);
    return { type: type.name, path, fields: fields.map(({ name }) => name), query: `{ ${query} }` };
  }

  private objectType(name: string): GraphQLObjectType {
    const type = this.schema.getType(name);
    if (!isObjectType(type)) throw new Error(`${name} is no object type`);
    return type;
  }
}

/** Whether clients know of a field at all; some are between subgraphs only. */
function isPublished({ astNode }: GraphQLField<unknown, unknown>): boolean {
  return !astNode?.directives?.some(({ name }) => name.value === 'inaccessible');
}

/** The objects an answer has at the end of a path. */
export function rowsAt(path: readonly Step[], data: unknown): Rows {
  const found = path.reduce<readonly unknown[]>(
    (rows, { name }) => rows.flatMap((row) => (row as Record<string, unknown> | null)?.[name] ?? []),
    [data],
  );
  return found.filter((row): row is Rows[number] => typeof row === 'object' && row !== null);
}

/** Whom a case of a centre is shown to. */
const SERVES: readonly Role[] = ['SENTRA_OFFICER', 'DINSOS', 'SUPERVISOR', 'CITIZEN'];
/** Whom a referral is shown to. */
const REFERS: readonly Role[] = ['SENTRA_OFFICER', 'SUPERVISOR', 'CITIZEN', 'PARTNER_RECRUITER', 'PARTNER_ADMIN'];
/** Whom a device, or that somebody needs one, is shown to. */
const SERVES_DEVICES: readonly Role[] = [...SERVES, 'PENDAMPING'];

/**
 * Which roles have rows of a type, where that is less than the policy says of its fields: the words of the ministry's matrix
 * about rows (whose record it is), not about fields.
 */
const ROWS: Readonly<Record<string, (viewer: Viewer, facts: ReadonlySet<Condition>) => boolean>> = {
  Person: (viewer, facts) => isFull(viewer, 'PSEUDONYM', facts),
  Family: (viewer, facts) => isFull(viewer, 'PSEUDONYM', facts),
  Enrolment: (viewer, facts) => isFull(viewer, 'ENROLMENT', facts),
  ForbiddenCombination: (viewer, facts) => isFull(viewer, 'ENROLMENT', facts),
  KubeGroup: isInBusiness('KUBE'),
  PenaCase: isInBusiness('PENA'),
  ProkusCase: isInBusiness('PROKUS'),
  Graduation: (viewer, facts) => isFull(viewer, 'ENROLMENT', facts),
  DuplicateCandidate: ({ role }) => ['DINSOS', 'SUPERVISOR', 'DATA_STEWARD'].includes(role),
  Grievance: (viewer, facts) => seesCorrections(viewer, facts),
  ChangeRequest: (viewer, facts) => viewer.role !== 'PROGRAM_MANAGER' && seesCorrections(viewer, facts),
  Consent: (viewer, facts) => isFull(viewer, 'CONSENT', facts),
  ConsentEvent: (viewer, facts) => isFull(viewer, 'CONSENT', facts),
  Candidate: ({ role }) => PARTNERS.includes(role),
  WorkHistory: ({ role }) => PARTNERS.includes(role),
  PsksHelper: ({ role, regionCodes }) =>
    role === 'FRONTEND_DEVELOPER' || (WITH_A_PLACE.includes(role) && regionCodes.length > 0),
  QuotaReport: (viewer, facts) => isFull(viewer, 'QUOTA', facts),
  QuotaEntry: (viewer, facts) => isFull(viewer, 'QUOTA', facts),
  EmployerEvent: (viewer, facts) => isFull(viewer, 'AGREEMENT', facts),
  PartnerUser: ({ role }) => KEEPS_ACCOUNTS.includes(role),
  PartnerUserEvent: ({ role }) => KEEPS_ACCOUNTS.includes(role),
  ServiceCase: ({ role }) => SERVES.includes(role),
  ServiceCaseEvent: (viewer, facts) => SERVES.includes(viewer.role) && isFull(viewer, 'ASSESSMENT', facts),
  CaseProtection: ({ role }) => role === 'SENTRA_OFFICER',
  Assessment: (viewer, facts) => SERVES.includes(viewer.role) && isFull(viewer, 'ASSESSMENT', facts),
  ServicePlan: (viewer, facts) => SERVES.includes(viewer.role) && isFull(viewer, 'ASSESSMENT', facts),
  TrainingSession: (viewer, facts) => SERVES.includes(viewer.role) && isFull(viewer, 'ASSESSMENT', facts),
  CaseNote: (viewer, facts) => SERVES.includes(viewer.role) && isFull(viewer, 'ASSESSMENT', facts),
  Certificate: (viewer, facts) => SERVES.includes(viewer.role) && isFull(viewer, 'SKILL', facts),
  CandidateCardConnection: ({ role }) => PARTNERS.includes(role),
  CandidateCardEdge: ({ role }) => PARTNERS.includes(role),
  JobProfile: (viewer, facts) => SERVES.includes(viewer.role) && isFull(viewer, 'SKILL', facts),
  JobSkill: (viewer, facts) => SERVES.includes(viewer.role) && isFull(viewer, 'SKILL', facts),
  Device: ({ role }) => SERVES_DEVICES.includes(role),
  DeviceEvent: (viewer, facts) => SERVES.includes(viewer.role) && isFull(viewer, 'ASSESSMENT', facts),
  DeviceNeed: ({ role }) => SERVES_DEVICES.includes(role),
  DeviceNeedEvent: ({ role }) => SERVES_DEVICES.includes(role),
  Referral: ({ role }) => REFERS.includes(role),
  ReferralEvent: ({ role }) => REFERS.includes(role),
  ReferralInterview: ({ role }) => REFERS.includes(role),
  ReferralOffer: ({ role }) => REFERS.includes(role),
  ReferralRetention: ({ role }) => REFERS.includes(role),
  DeviceStock: ({ role }) => role !== 'CITIZEN' && SERVES.includes(role),
  VacancyDesk: (viewer, facts) => isFull(viewer, 'VACANCY_DRAFT', facts),
  VacancyEvent: (viewer, facts) => isFull(viewer, 'VACANCY_DRAFT', facts),
};

/** Whom an account at a partner is shown to: of the ministry, and of the partner. */
const KEEPS_ACCOUNTS: readonly Role[] = ['PROGRAM_MANAGER', 'DPO', 'ADMIN', 'PARTNER_RECRUITER', 'PARTNER_ADMIN'];
const PARTNERS: readonly Role[] = ['PARTNER_RECRUITER', 'PARTNER_ADMIN'];
/** What a partner knows of somebody goes by stages; the seeded person is at work for it, and chose to show everything. */
const DISCLOSED: ReadonlySet<string> = new Set(['Candidate', 'WorkHistory']);
const AT_WORK = ['STAGE_1', 'STAGE_2', 'STAGE_3', 'STAGE_4', 'OPT_IN'] as const;
const WITH_A_PLACE: readonly Role[] = ['PENDAMPING', 'DINSOS', 'SUPERVISOR', 'DATA_STEWARD', 'DPO'];
/** Employers and Sentra have reports and cases of their own. */
const WITHOUT_CORRECTIONS: readonly Role[] = ['SENTRA_OFFICER', 'PARTNER_RECRUITER', 'PARTNER_ADMIN'];

function seesCorrections(viewer: Viewer, facts: ReadonlySet<Condition>): boolean {
  return !WITHOUT_CORRECTIONS.includes(viewer.role) && isFull(viewer, 'GRIEVANCE', facts);
}

/** Rows of a business program: for a program manager of that program only. */
function isInBusiness(program: string) {
  return (viewer: Viewer, facts: ReadonlySet<Condition>) =>
    isFull(viewer, 'ENROLMENT', facts) && (viewer.role !== 'PROGRAM_MANAGER' || viewer.programCodes.includes(program));
}

function isFull(viewer: Viewer, group: Mark['group'], facts: ReadonlySet<Condition>): boolean {
  return gradeOn(viewer, { group, roles: undefined }, facts) === 'FULL';
}

/** What holds of the seeded rows for a viewer: all that the claims of the account can make hold of one ordinary row. */
export function factsOn({
  role,
  personId,
  regionCodes,
  programCodes,
  employerId,
  sentraId,
}: Viewer): ReadonlySet<Condition> {
  return new Set<Condition>([
    'SYNTHETIC',
    ...(personId !== undefined && (role === 'CITIZEN' || role === 'FRONTEND') ? (['OWN'] as const) : []),
    ...(regionCodes.length > 0 ? (['JURISDICTION', 'KPM'] as const) : []),
    ...(role === 'PENDAMPING' && regionCodes.length > 0 ? (['ASSIGNED'] as const) : []),
    ...(programCodes.length > 0 ? (['PROGRAM'] as const) : []),
    ...(employerId !== undefined ? (['EMPLOYER'] as const) : []),
    ...(role === 'SENTRA_OFFICER' && sentraId !== undefined ? (['CASE', 'NAMED_TEAM'] as const) : []),
  ]);
}

/** What the owner of the rows refuses an officer because it knows no cases of centres; the policy would give it. */
const OF_OTHER_OWNERS: ReadonlySet<string> = new Set(['Family.grievances', 'Family.graduations']);

/** Compares answers with the policy, cell by cell. */
export class MatrixJudge {
  /** Cells compared. */
  cells = 0;

  /**
   * @param policyOf the grade of a field; the policy's own, unless a control doctors it
   * @param factsOf what holds of the rows for a viewer
   */
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly marks: ReadonlyMap<string, Mark>,
    private readonly policyOf: typeof gradeOn = gradeOn,
    private readonly factsOf: typeof factsOn = factsOn,
  ) {}

  judge({ type, path, fields }: TypeQuery, viewer: Viewer, reply: Reply, truth: Rows): Mismatch[] {
    const rows = rowsAt(path, reply.data);
    const hasRows = this.hasRows(viewer, type, path);
    const found: Mismatch[] = [];
    const report = (coordinate: string, what: string) => found.push({ role: viewer.role, coordinate, what });
    if (hasRows && rows.length === 0) report(`${type}`, 'no row, though one is within reach');
    if (!hasRows && rows.some((row) => Object.values(row).some((value) => value !== null && value !== undefined)))
      report(`${type}`, 'a row beyond reach');
    for (const field of fields) {
      this.cells += 1;
      const coordinate = `${type}.${field}`;
      const grade = this.gradeOf(viewer, coordinate);
      const told = this.told(viewer, coordinate, grade, path, hasRows);
      for (const what of notTold(coordinate, told, reply)) report(coordinate, what);
      if (!hasRows) continue;
      const compare = this.comparer(viewer, coordinate, grade, new Set(truth.map((each) => each[field])));
      for (const row of rows) {
        const problem = compare(row[field]);
        if (problem) report(coordinate, problem);
      }
    }
    return found;
  }

  /** Says of a value what is wrong with it; what it may be is worked out once for all rows. */
  private comparer(
    viewer: Viewer,
    coordinate: string,
    grade: Grade,
    truths: ReadonlySet<unknown>,
  ): (value: unknown) => string | undefined {
    const [typeName = '', fieldName = ''] = coordinate.split('.');
    const mark = this.markOf(coordinate);
    const parent = this.schema.getType(typeName);
    const field = isObjectType(parent) ? parent.getFields()[fieldName] : undefined;
    if (!field) return () => 'no such field';
    const target = getNamedType(field.type);
    if (isObjectType(target)) {
      const isGiven = shownAt(grade, mark, true) !== null;
      if (!isGiven) return (value) => (value === null ? undefined : `not null at ${grade}`);
      return (value) => this.compareObject(viewer, target.name, value, [...truths]);
    }
    // What a page tells of itself depends on how many rows its reader has.
    if (isOnlyStructure(parent as GraphQLObjectType, this.marks)) {
      const [kind] = [...truths].map((truth) => typeof truth);
      return (value) =>
        value === null || typeof value === kind || truths.has(null) ? undefined : 'another kind of value';
    }
    const expected = new Set([...truths].map((truth) => JSON.stringify(shownAt(grade, mark, truth))));
    return (value) =>
      expected.has(JSON.stringify(value)) ? undefined : `${grade} should give ${[...expected].join(' or ')}`;
  }

  /** Of an object only that it is there: what it holds is judged where its own type is. */
  private compareObject(
    viewer: Viewer,
    target: string,
    value: unknown,
    truths: readonly unknown[],
  ): string | undefined {
    const count = (each: unknown) => (Array.isArray(each) ? each.length : each === null || each === undefined ? 0 : 1);
    const most = Math.max(...truths.map(count));
    const isWithin = this.isWithin(viewer, target);
    if (!isWithin) return count(value) === 0 ? undefined : `a ${target} beyond reach`;
    return most > 0 && count(value) === 0 ? `no ${target}` : undefined;
  }

  /** Whether an answer has to say that a field is not shown, and how. */
  private told(
    viewer: Viewer,
    coordinate: string,
    grade: Grade,
    path: readonly Step[],
    hasRows: boolean,
  ): Grade | 'NOTHING' {
    const mark = this.markOf(coordinate);
    // Below a field that is refused as a whole nothing more is said.
    if (path.some((step) => isRefusedEverywhere(viewer, this.markOf(step.coordinate)))) return 'NOTHING';
    if (viewer.role === 'SENTRA_OFFICER' && OF_OTHER_OWNERS.has(coordinate)) return 'WITHHELD';
    const isShown = shownAt(grade, mark, 'text') === 'text';
    if (isShown) return 'NOTHING';
    if (!hasRows && !isRefusedEverywhere(viewer, mark)) return 'NOTHING';
    return grade === 'WITHHELD' && !hasRows ? refusedGrade(viewer, mark) : grade;
  }

  private gradeOf(viewer: Viewer, coordinate: string): Grade {
    const isDisclosed = DISCLOSED.has(coordinate.split('.')[0] ?? '') && PARTNERS.includes(viewer.role);
    const facts = new Set([...this.factsOf(viewer), ...(isDisclosed ? AT_WORK : [])]);
    return this.policyOf(viewer, this.markOf(coordinate), facts);
  }

  private markOf(coordinate: string): Mark {
    const mark = this.marks.get(coordinate);
    if (!mark) throw new Error(`${coordinate} has no group`);
    return mark;
  }

  private hasRows(viewer: Viewer, type: string, path: readonly Step[]): boolean {
    const facts = this.factsOf(viewer);
    const isShut = path.some(
      ({ coordinate }) =>
        !DISCLOSED.has(coordinate.split('.')[0] ?? '') &&
        shownAt(gradeOn(viewer, this.markOf(coordinate), facts), this.markOf(coordinate), true) === null,
    );
    return !isShut && [type, ...path.map((step) => step.type)].every((each) => this.isWithin(viewer, each));
  }

  /** Whether the seeded row of a type is within reach; an edge is there for whom its node is. */
  isWithin(viewer: Viewer, type: string): boolean {
    const object = this.schema.getType(type);
    const node = type.endsWith('Edge') && isObjectType(object) ? object.getFields()['node'] : undefined;
    const rule = ROWS[node ? getNamedType(node.type).name : type];
    return rule?.(viewer, factsOn(viewer)) ?? true;
  }
}

function isOnlyStructure(type: GraphQLObjectType, marks: ReadonlyMap<string, Mark>): boolean {
  return Object.keys(type.getFields()).every((name) => marks.get(`${type.name}.${name}`)?.group === 'STRUCTURE');
}

function notTold(coordinate: string, expected: Grade | 'NOTHING', { errors, notes }: Reply): string[] {
  const own = errors.filter(({ extensions }) => extensions['coordinate'] === coordinate);
  const note = notes.find((each) => each.coordinate === coordinate);
  const found: string[] = [];
  if (expected === 'NOTHING') {
    if (own.length > 0 || note) found.push('refused aloud, though nothing is to be said');
    return found;
  }
  const isError = expected === 'WITHHELD' || expected === 'AGGREGATE';
  if (isError && own.length === 0) found.push(`${expected}, but no error names it`);
  if (!isError && own.length > 0) found.push(`${expected}, but an error names it`);
  if (own.some(({ extensions }) => extensions['code'] !== 'FORBIDDEN_FIELD' || !extensions['reason']))
    found.push('an error without its code or a reason');
  if (note?.grade !== expected) found.push(`${expected}, but noted as ${note?.grade ?? 'nothing'}`);
  if (note && note.reason === '') found.push('a note without a reason');
  return found;
}
