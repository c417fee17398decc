import DataLoader from 'dataloader';
import { decisionFor, gradeOf } from '../access';
import type { FieldGroup, Grade } from '../access';
import { NOWHERE, factsOf } from '../database';
import type {
  CursorCodec,
  Database,
  FieldCipher,
  LedgerWriter,
  ReadSession,
  RowScope,
  SubjectHasher,
} from '../database';
import { CodedError } from '../errors';
import type { Role, Viewer } from '../viewer';
import { AccessReport } from './access-report';
import { ReadLog } from './read-log';
import type { SubjectRule } from './read-log';

/** `production` knows no synthetic data. */
export type Mode = 'demo' | 'production';

/** The rows of a type a viewer may see. */
export type ScopeRule = (viewer: Viewer, mode: Mode) => RowScope;

/** What the resolvers of one subgraph share between requests. */
export interface SubgraphTools {
  readonly database: Database;
  readonly cursors: CursorCodec;
  readonly cipher: FieldCipher;
  readonly mode: Mode;
  readonly scopes: Readonly<Record<string, ScopeRule>>;
  /** Whose record the rows of a type are; every type with a ledgered field has a rule. */
  readonly subjects: Readonly<Record<string, SubjectRule>>;
  readonly ledger: LedgerWriter;
  readonly hashSubject: SubjectHasher;
}

/** One fetch into a subgraph: its viewer, its read transaction, its loaders. Never outlives the fetch. */
export class SubgraphContext {
  readonly report = new AccessReport();
  readonly reads = new ReadLog();
  readonly session: ReadSession;
  private readonly loaders = new Map<string, unknown>();
  private readonly scopes = new Map<string, RowScope>();
  private readonly grades = new Map<string, Grade>();

  constructor(
    readonly viewer: Viewer,
    readonly tools: SubgraphTools,
  ) {
    this.session = tools.database.read(viewer);
  }

  /** The rows of a type this viewer may see; a type without a rule has none. */
  scope(type: string): RowScope {
    let scope = this.scopes.get(type);
    if (!scope) {
      scope = this.tools.scopes[type]?.(this.viewer, this.tools.mode) ?? NOWHERE;
      this.scopes.set(type, scope);
    }
    return scope;
  }

  /** The grade of a group on the rows of a type that this viewer may see. */
  grade(type: string, group: FieldGroup): Grade {
    const key = `${type} ${group}`;
    let grade = this.grades.get(key);
    if (!grade) {
      grade = gradeOf(decisionFor(this.viewer.role, group), () => factsOf(this.scope(type)));
      this.grades.set(key, grade);
    }
    return grade;
  }

  /** A loader that lives as long as the fetch; the name must say everything its batch function depends on. */
  loader<Key, Value>(name: string, load: (keys: readonly Key[]) => Promise<Value[]>): DataLoader<Key, Value> {
    const existing = this.loaders.get(name) as DataLoader<Key, Value> | undefined;
    if (existing) return existing;
    const created = new DataLoader<Key, Value>(load, { maxBatchSize: 1_000 });
    this.loaders.set(name, created);
    return created;
  }

  /**
   * Stops everyone but the named roles.
   * @throws CodedError FORBIDDEN
   */
  requireRole(...roles: readonly Role[]): void {
    if (roles.includes(this.viewer.role)) return;
    throw new CodedError('FORBIDDEN', { reason: `it is for ${roles.join(', ')}` });
  }
}
