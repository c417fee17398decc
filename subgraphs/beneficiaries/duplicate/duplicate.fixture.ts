import type { SubgraphAnswer } from '../../../shared/subgraph';
import type { Viewer } from '../../../shared/viewer';

/** A candidate as the tests read it. */
export interface Candidate {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly kind: string;
  readonly score: number;
  readonly left: { readonly id: string } | null;
  readonly right: { readonly id: string } | null;
  readonly history: readonly { readonly event: string; readonly byRole: string }[];
  readonly merges: readonly { readonly keptId: string; readonly mergedId: string; readonly undoneAt: Date | null }[];
}

export interface Asked {
  readonly data: Record<string, unknown> | null;
  readonly errors: NonNullable<SubgraphAnswer['errors']>;
  readonly codes: readonly unknown[];
}

type Execute = (
  request: { query: string; variables: Record<string, unknown> },
  viewer: Viewer,
) => Promise<SubgraphAnswer>;

const FIELDS = `id version status kind score decidedByRole decidedAt left { id fullName } right { id fullName }
  reasons { part finding points } history { event from to byRole reason at } merges { keptId mergedId byRole undoneAt }`;

/** The review queue as a data steward works with it, over the graph; for tests. */
export class ReviewQueue {
  private requests = 0;

  constructor(
    private readonly execute: Execute,
    private readonly steward: Viewer,
  ) {}

  async ask(viewer: Viewer, query: string, variables: Record<string, unknown> = {}): Promise<Asked> {
    const { data, errors = [] } = await this.execute({ query, variables }, viewer);
    return { data: data ?? null, errors, codes: errors.map(({ extensions }) => extensions?.['code']) };
  }

  async list(viewer: Viewer = this.steward, filter: object = {}): Promise<Candidate[]> {
    const query = `query ($filter: DuplicateCandidateFilter) {
      duplicateCandidates(filter: $filter, orderBy: [{ field: SCORE }]) { nodes { ${FIELDS} } } }`;
    return resultOf<{ nodes: Candidate[] }>(await this.ask(viewer, query, { filter }), 'duplicateCandidates').nodes;
  }

  /** The first candidate with all of some persons. */
  async of(...personIds: readonly string[]): Promise<Candidate> {
    const isOf = ({ left, right }: Candidate) => personIds.every((id) => id === left?.id || id === right?.id);
    const found = (await this.list()).find(isOf);
    if (!found) throw new Error('no such candidate');
    return found;
  }

  decide(candidate: Candidate, verdict = 'SAME', more: Record<string, unknown> = {}, viewer?: Viewer): Promise<Asked> {
    const input = { verdict, reason: 'visited both', ...more };
    return this.step('decideDuplicate', 'DecideDuplicateInput', candidate, input, viewer);
  }

  async decided(candidate: Candidate): Promise<Candidate> {
    return resultOf(await this.decide(candidate), 'decideDuplicate');
  }

  merge(candidate: Candidate, keep: string, more: Record<string, unknown> = {}): Promise<Asked> {
    return this.step('mergeDuplicate', 'MergeDuplicateInput', candidate, { keep, ...more });
  }

  async merged(candidate: Candidate, keep: string): Promise<Candidate> {
    return resultOf(await this.merge(candidate, keep), 'mergeDuplicate');
  }

  undo(candidate: Candidate): Promise<Asked> {
    return this.step('undoMerge', 'UndoMergeInput', candidate, { reason: 'two people after all' });
  }

  async undone(candidate: Candidate): Promise<Candidate> {
    return resultOf(await this.undo(candidate), 'undoMerge');
  }

  private step(
    mutation: string,
    type: string,
    { id, version }: Candidate,
    input: Record<string, unknown>,
    viewer: Viewer = this.steward,
  ): Promise<Asked> {
    this.requests += 1;
    return this.ask(viewer, `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${FIELDS} } }`, {
      input: { id, version, clientKey: `test-key-${this.requests}`, ...input },
    });
  }
}

function resultOf<Result = Candidate>({ data, errors }: Asked, field: string): Result {
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  return data?.[field] as Result;
}
