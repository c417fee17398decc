import { CLASS_OF, highestClass } from '../access';
import type { Condition, FieldGroup, Grade } from '../access';
import { ROW_FACTS, isReading, isRefused } from '../database';
import type { LedgerDecision, LedgerRecord, SubjectHasher, SubjectKind } from '../database';
import type { ErrorCode } from '../errors';
import type { Viewer } from '../viewer';
import type { AccessNote } from './access-report';

/** Whose record the rows of a type are; undefined for a row that is about nobody. */
export interface SubjectRule {
  readonly kind: SubjectKind;
  /** The property of a row that holds the id; the type's loaders select it always. */
  readonly property: string;
  /**
   * The consent a row gives a group under. A type that has one is read under consent alone: every field of it is ledgered,
   * whatever its class, coarse companions too.
   */
  readonly consentFor?: (row: object, group: FieldGroup) => string | undefined;
  /** Whether a row withholds a field whatever the grade of its group, because no agreement names it. */
  readonly withholds?: (row: object, field: string) => boolean;
}

/** A field whose full value is written into the read ledger. */
export interface ReadField {
  readonly coordinate: string;
  readonly group: FieldGroup;
  readonly subject: SubjectRule;
}

/** One that a schema's guards note. */
export interface LedgeredField extends ReadField {
  /** Its number among the ledgered fields of its schema. */
  readonly slot: number;
}

/** Which rows gave a field. */
interface FieldReads {
  readonly field: ReadField;
  readonly ids: Set<string>;
}

/**
 * Collects, for one fetch, which ledgered fields were given in full and of whom: a set of ids for each field. This runs
 * once a value, so nothing is hashed or written here.
 */
export class ReadLog {
  private readonly reads: (FieldReads | undefined)[] = [];
  private readonly handedOut: FieldReads[] = [];
  private readonly emergencies = new Map<string, SubjectKind>();
  private readonly consentIds = new Set<string>();

  add(field: LedgeredField, row: unknown): void {
    const reads = (this.reads[field.slot] ??= { field, ids: new Set() });
    const id = (row as Readonly<Record<string, unknown>> | null | undefined)?.[field.subject.property];
    if (typeof id !== 'string') return;
    reads.ids.add(id);
    const consent = field.subject.consentFor?.(row as object, field.group);
    if (consent !== undefined) this.consentIds.add(consent);
    const facts = (row as { readonly [ROW_FACTS]?: readonly Condition[] })[ROW_FACTS];
    if (facts?.includes('BREAK_GLASS')) this.emergencies.set(id, field.subject.kind);
  }

  /** Notes a value that is handed out under another field than its own: one that was revealed. */
  addValue(field: ReadField, id: string): void {
    this.handedOut.push({ field, ids: new Set([id]) });
  }

  get found(): readonly FieldReads[] {
    return [...this.reads.filter((reads) => reads !== undefined), ...this.handedOut];
  }

  /** The ids of whoever was read under emergency access, each with its kind. */
  get opened(): ReadonlyMap<string, SubjectKind> {
    return this.emergencies;
  }

  /** The consents something was read under. */
  get consents(): ReadonlySet<string> {
    return this.consentIds;
  }
}

/** What one fetch did, as far as the ledger wants to know. */
export interface FetchTrace {
  readonly viewer: Viewer;
  readonly requestId: string | undefined;
  readonly operationName: string | undefined;
  readonly operationHash: string;
  /** The consent, or the legal basis, the question was asked under. */
  readonly consentId: string | null;
  readonly reads: ReadLog;
  /** The emergency access something was read under; several are parted by a space. */
  readonly breakGlassId: string | null;
  /** What was masked, banded or withheld. */
  readonly notes: readonly AccessNote[];
  /** Codes of the errors in the answer. */
  readonly codes: readonly unknown[];
}

const REFUSALS: ReadonlySet<unknown> = new Set<ErrorCode>(['FORBIDDEN', 'FORBIDDEN_ARGUMENT']);

/** The ledger's record of a fetch; undefined if it gave nothing ledgered and refused nothing. */
export function recordOf(trace: FetchTrace, hash: SubjectHasher): LedgerRecord | undefined {
  const { viewer, reads, notes } = trace;
  const found = reads.found;
  const record: LedgerRecord = {
    requestId: trace.requestId ?? null,
    account: viewer.subject,
    role: viewer.role,
    organisation: viewer.employerId ?? viewer.sentraId ?? null,
    purpose: viewer.purpose ?? null,
    operationName: trace.operationName ?? null,
    operationHash: trace.operationHash,
    decisions: [...fullDecisions(found, hash), ...otherDecisions(notes)],
    refusals: [...new Set(trace.codes.filter((code): code is string => REFUSALS.has(code)))].sort(),
    rowCount: countRows(found),
    dataClass: highestClass(found.map(({ field }) => CLASS_OF[field.group])),
    consentId: namesOf([...reads.consents, ...(trace.consentId ? [trace.consentId] : [])]),
    breakGlassId: trace.breakGlassId,
  };
  return isReading(record) || isRefused(record) ? record : undefined;
}

/** Fields that were read of the same subjects stand together: a page of a list names each person once. */
function fullDecisions(found: readonly FieldReads[], hash: SubjectHasher): LedgerDecision[] {
  const groups = new Map<string, { fields: ReadField[]; subjects: string[] }>();
  for (const { field, ids } of found) {
    const { kind } = field.subject;
    const key = `${kind} ${[...ids].join()}`;
    const group = groups.get(key);
    if (group) group.fields.push(field);
    else groups.set(key, { fields: [field], subjects: [...ids].map((id) => hash(kind, id)) });
  }
  const decisions = [...groups.values()].map(({ fields, subjects }) => ({
    grade: 'FULL' as const,
    coordinates: fields.map(({ coordinate }) => coordinate).sort(),
    groups: [...new Set(fields.map((each) => each.group))].sort(),
    subjects,
  }));
  // The order fields are numbered in changes with every new type; a record of the same reading must not.
  return decisions.sort((left, right) => ((left.coordinates[0] ?? '') < (right.coordinates[0] ?? '') ? -1 : 1));
}

function otherDecisions(notes: readonly AccessNote[]): LedgerDecision[] {
  const byGrade = new Map<Grade, string[]>();
  for (const { grade, coordinate } of notes) byGrade.set(grade, [...(byGrade.get(grade) ?? []), coordinate]);
  return [...byGrade].map(([grade, coordinates]) => ({
    grade,
    coordinates: coordinates.sort(),
    groups: [],
    subjects: [],
  }));
}

function countRows(found: readonly FieldReads[]): number {
  return new Set(found.flatMap(({ field, ids }) => [...ids].map((id) => `${field.subject.kind} ${id}`))).size;
}

/** Several are parted by a space. */
function namesOf(consents: readonly string[]): string | null {
  return consents.length === 0 ? null : [...consents].sort().join(' ');
}
