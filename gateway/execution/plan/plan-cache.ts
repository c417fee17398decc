import { LRUCache } from 'lru-cache';
import { print } from 'graphql';
import type { DocumentNode } from 'graphql';
import type { Viewer } from '../../../shared/viewer';
import type { AccessRules } from '../../access/rules';
import type { LoadedSupergraph } from '../supergraph/supergraph';
import { compileOperation, planProgram } from './operation';
import type { CompiledOperation, PlannedProgram } from './operation';

/** How often a plan was there. */
export interface PlanCacheMetrics {
  readonly hits: number;
  readonly misses: number;
  readonly size: number;
}

/** Plans kept; the documents of a few consoles and their old versions. */
const MOST_PLANS = 1_000;
/** Characters of documents kept: large documents push out more than small ones do. */
const MOST_TEXT = 8 * 1024 * 1024;

const BOUNDS = { max: MOST_PLANS, maxSize: MOST_TEXT, sizeCalculation: (_: unknown, key: string) => key.length };

/**
 * Compiled operations by the document that was really planned and the operation's name. Planning is one uninterrupted piece
 * of work, so that requests that miss at the same time still plan once.
 */
export class PlanCache {
  /** By the client's text, then by kind of viewer and the name of the operation. */
  private readonly operations = new LRUCache<string, Map<string, CompiledOperation>>(BOUNDS);
  /** By what is really planned: viewers of different kinds mostly ask the same in the end. */
  private readonly plans = new LRUCache<string, PlannedProgram>(BOUNDS);
  private hits = 0;
  private misses = 0;

  constructor(
    private readonly supergraph: LoadedSupergraph,
    private readonly rules?: AccessRules,
  ) {}

  /**
   * The operation of a document that is compiled already for this kind of viewer, and was validated therefore: what one kind
   * may have asked is no answer for another.
   */
  find(text: string, operationName: string | undefined, viewer: Viewer): CompiledOperation | undefined {
    const known = this.operations.get(text)?.get(this.keyOf(operationName, viewer));
    if (known) this.hits += 1;
    return known;
  }

  /**
   * @param text the document as the client sent it
   * @throws CodedError PLAN_IMPOSSIBLE, PLAN_FORBIDDEN, OPERATION_RESOLUTION_FAILURE
   */
  get(
    text: string,
    document: () => DocumentNode,
    operationName: string | undefined,
    viewer: Viewer,
  ): CompiledOperation {
    const known = this.find(text, operationName, viewer);
    if (known) return known;
    const { rules } = this;
    const access = rules && { rules, viewer: rules.of(viewer) };
    const planOf = (planned: DocumentNode, name: string | undefined) => this.planOf(planned, name);
    const compiled = compileOperation(this.supergraph, { text, document: document() }, operationName, planOf, access);
    const operations = this.operations.get(text) ?? new Map<string, CompiledOperation>();
    this.operations.set(text, operations.set(this.keyOf(operationName, viewer), compiled));
    return compiled;
  }

  private planOf(document: DocumentNode, operationName: string | undefined): PlannedProgram {
    const key = `${operationName ?? ''} ${print(document)}`;
    const known = this.plans.get(key);
    if (known) return known;
    this.misses += 1;
    const planned = planProgram(this.supergraph, document, operationName);
    this.plans.set(key, planned);
    return planned;
  }

  /** No name of an operation has a space in it. */
  private keyOf(operationName: string | undefined, viewer: Viewer): string {
    return `${operationName ?? ''} ${this.rules?.of(viewer).key ?? ''}`;
  }

  get metrics(): PlanCacheMetrics {
    return { hits: this.hits, misses: this.misses, size: this.plans.size };
  }
}
