import { createHash } from 'node:crypto';
import type { DataClass, FieldGroup, Grade } from '../../access';
import type { Viewer } from '../../viewer';

/** Fields that were decided alike in one fetch. */
export interface LedgerDecision {
  readonly grade: Grade;
  /** `Type.field`, in alphabetic order. */
  readonly coordinates: readonly string[];
  /** Field groups of the coordinates; only for what was given in full. */
  readonly groups: readonly FieldGroup[];
  /** Keyed hashes of whose records they were, in the order of the answer; only for what was given in full. */
  readonly subjects: readonly string[];
}

/** What one fetch into a subgraph read or was refused; holds no personal value. */
export interface LedgerRecord {
  /** The gateway's request; null for a call that names none. */
  readonly requestId: string | null;
  /** The account at the issuer. */
  readonly account: string;
  readonly role: Viewer['role'];
  /** The employer or Sentra the account works for. */
  readonly organisation: string | null;
  readonly purpose: Viewer['purpose'] | null;
  readonly operationName: string | null;
  /** SHA-256 of the document, base64url. */
  readonly operationHash: string;
  readonly decisions: readonly LedgerDecision[];
  /** Error codes of what was refused as a whole: a root field, an argument. */
  readonly refusals: readonly string[];
  /** Rows of which something was given in full. */
  readonly rowCount: number;
  /** The highest class that was given in full. */
  readonly dataClass: DataClass;
  /** The consents something was read under; several are parted by a space. */
  readonly consentId: string | null;
  readonly breakGlassId: string | null;
}

/** A record at its place in the chain of its writer. */
export interface LedgerEntry extends LedgerRecord {
  /** One process; `schema-random`. */
  readonly writer: string;
  /** From 1, without a gap. */
  readonly seq: number;
  /** ISO 8601 with milliseconds, UTC. */
  readonly at: string;
  /** Hash of the entry before; empty for the first. */
  readonly prev: string;
  /** SHA-256 over `prev` and everything else, base64url. */
  readonly hash: string;
}

type Unhashed = Omit<LedgerEntry, 'hash'>;

/** The hash of an entry; the order of the parts is fixed, whatever a database does with the keys of an object. */
export function hashEntry(entry: Unhashed): string {
  const decisions = entry.decisions.map(({ grade, coordinates, groups, subjects }) => [
    grade,
    coordinates,
    groups,
    subjects,
  ]);
  const canonical = JSON.stringify([
    entry.writer,
    entry.seq,
    entry.at,
    entry.requestId,
    entry.account,
    entry.role,
    entry.organisation,
    entry.purpose,
    entry.operationName,
    entry.operationHash,
    decisions,
    entry.refusals,
    entry.rowCount,
    entry.dataClass,
    entry.consentId,
    entry.breakGlassId,
  ]);
  return createHash('sha256').update(`${entry.prev}\n${canonical}`).digest('base64url');
}

/** Whether something was given in full: then an answer must not leave without its entry. */
export function isReading({ decisions }: LedgerRecord): boolean {
  return decisions.some(({ grade }) => grade === 'FULL');
}

/** Whether something was withheld or refused. */
export function isRefused({ decisions, refusals }: LedgerRecord): boolean {
  return refusals.length > 0 || decisions.some(({ grade }) => grade === 'WITHHELD' || grade === 'AGGREGATE');
}
