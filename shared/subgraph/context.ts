import DataLoader from 'dataloader';
import { decisionOfViewer, gradeOf } from '../access';
import type { Condition, Decision, FieldGroup, Grade } from '../access';
import { NOWHERE, ROW_FACTS, factsOf } from '../database';
import type {
  CursorCodec,
  Database,
  FieldCipher,
  LedgerWriter,
  Pseudonyms,
  ReadSession,
  RowScope,
  SubjectHasher,
  WriteManager,
} from '../database';
import type { Viewer } from '../viewer';
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
  readonly pseudonyms: Pseudonyms;
  readonly mode: Mode;
  /** Where the subgraph keeps files of its own; there may be none yet. */
  readonly folder: string;
  readonly scopes: Readonly<Record<string, ScopeRule>>;
  /** Whose record the rows of a type are; every type with a ledgered field has a rule. */
  readonly subjects: Readonly<Record<string, SubjectRule>>;
  readonly ledger: LedgerWriter;
  readonly hashSubject: SubjectHasher;
  /**
   * The emergency access under which the fetch read what `reads.opened` names; asked in the fetch's own transaction. Only a
   * schema whose rows know the condition BREAK_GLASS has one.
   */
  readonly findBreakGlass?: (context: SubgraphContext) => Promise<string | null>;
}

/** The groups of guarded fields by `Type.field`. */
export type FieldGroups = ReadonlyMap<string, FieldGroup>;

/** What decides the grade of a group on the rows of one type. */
interface GradeRule {
  readonly decision: Decision;
  /** By what holds of all rows. */
  readonly everywhere: Grade;
  readonly dependsOnRow: boolean;
}

/** One fetch into a subgraph: its viewer, its read transaction, its loaders. Never outlives the fetch. */
export class SubgraphContext {
  readonly report = new AccessReport();
  readonly reads = new ReadLog();
  readonly session: ReadSession;
  private readonly loaders = new Map<string, unknown>();
  private readonly scopes = new Map<string, RowScope>();
  private readonly rules = new Map<string, GradeRule>();

  constructor(
    readonly viewer: Viewer,
    readonly tools: SubgraphTools,
    private readonly groups: FieldGroups,
  ) {
    this.session = tools.database.read(viewer);
  }

  /**
   * The rows of a type this viewer may see; a type without a rule has none.
   * @throws Error for a rule that gives no scope: that is a fault of ours, and no decision about the viewer
   */
  scope(type: string): RowScope {
    const known = this.scopes.get(type);
    if (known) return known;
    const rule = this.tools.scopes[type];
    const scope: RowScope | undefined = rule ? rule(this.viewer, this.tools.mode) : NOWHERE;
    if (!scope) throw new Error(`the rule of ${type} gave no scope`);
    this.scopes.set(type, scope);
    return scope;
  }

  /**
   * The grade of a group on the rows of a type that this viewer may see.
   * @param row a row that carries its own facts; without one only what holds of all rows counts
   */
  grade(type: string, group: FieldGroup, row?: unknown): Grade {
    const { decision, everywhere, dependsOnRow } = this.rule(type, group);
    const own = dependsOnRow ? (row as { readonly [ROW_FACTS]?: readonly Condition[] } | undefined)?.[ROW_FACTS] : [];
    if (!own || own.length === 0) return everywhere;
    return gradeOf(decision, () => new Set([...factsOf(this.scope(type)), ...own]));
  }

  /** The row conditions on which the grades of some fields depend, in a fixed order. */
  rowConditions(type: string, fields: readonly string[]): readonly Condition[] {
    const scope = this.scope(type);
    if (scope.kind === 'NOWHERE' || !scope.perRow) return [];
    const asked = new Set(fields.flatMap((field) => this.groups.get(`${type}.${field}`) ?? []));
    const conditions = [...asked].flatMap((group) => decisionOfViewer(this.viewer, { group }).map(({ when }) => when));
    return [...new Set(conditions)].filter((condition) => scope.perRow?.[condition]).sort();
  }

  private rule(type: string, group: FieldGroup): GradeRule {
    const key = `${type} ${group}`;
    let rule = this.rules.get(key);
    if (!rule) {
      const scope = this.scope(type);
      const perRow = scope.kind === 'NOWHERE' ? undefined : scope.perRow;
      const decision = decisionOfViewer(this.viewer, { group });
      rule = {
        decision,
        everywhere: gradeOf(decision, () => factsOf(scope)),
        dependsOnRow: decision.some(({ when }) => perRow?.[when] !== undefined),
      };
      this.rules.set(key, rule);
    }
    return rule;
  }

  /** Runs a write for the viewer. The read transaction ends first: what is read afterwards sees it, and one connection is enough. */
  async write<Result>(work: (manager: WriteManager) => Promise<Result>): Promise<Result> {
    await this.session.refresh();
    return this.tools.database.write(this.viewer, work);
  }

  /** A loader that lives as long as the fetch; the name must say everything its batch function depends on. */
  loader<Key, Value>(name: string, load: (keys: readonly Key[]) => Promise<Value[]>): DataLoader<Key, Value> {
    const existing = this.loaders.get(name) as DataLoader<Key, Value> | undefined;
    if (existing) return existing;
    const created = new DataLoader<Key, Value>(load, { maxBatchSize: 1_000 });
    this.loaders.set(name, created);
    return created;
  }
}
