import { LRUCache } from 'lru-cache';
import type { DocumentNode } from 'graphql';
import type { LoadedSupergraph } from '../supergraph/supergraph';
import { compileOperation } from './operation';
import type { CompiledOperation } from './operation';

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

/**
 * Compiled operations by the document that was really planned and the operation's name. Planning is one uninterrupted piece
 * of work, so that requests that miss at the same time still plan once.
 */
export class PlanCache {
  /** By text, then by the name of the operation. */
  private readonly plans = new LRUCache<string, Map<string | undefined, CompiledOperation>>({
    max: MOST_PLANS,
    maxSize: MOST_TEXT,
    sizeCalculation: (_, key) => key.length,
  });
  private hits = 0;
  private misses = 0;

  constructor(private readonly supergraph: LoadedSupergraph) {}

  /** The operation of a document that is compiled already, and was validated therefore. */
  find(text: string, operationName: string | undefined): CompiledOperation | undefined {
    const known = this.plans.get(text)?.get(operationName);
    if (known) this.hits += 1;
    return known;
  }

  /**
   * @param text the document as text; a document narrowed for a viewer has a text of its own
   * @throws CodedError PLAN_IMPOSSIBLE, OPERATION_RESOLUTION_FAILURE
   */
  get(text: string, document: () => DocumentNode, operationName: string | undefined): CompiledOperation {
    const known = this.find(text, operationName);
    if (known) return known;
    this.misses += 1;
    const compiled = compileOperation(this.supergraph, document(), operationName);
    const plans = this.plans.get(text) ?? new Map<string | undefined, CompiledOperation>();
    this.plans.set(text, plans.set(operationName, compiled));
    return compiled;
  }

  get metrics(): PlanCacheMetrics {
    return { hits: this.hits, misses: this.misses, size: this.plans.size };
  }
}
