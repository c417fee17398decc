import type { ErrorCode } from '../../shared/errors';
import type { Viewer } from '../../shared/viewer';
import type { Executor } from '../execution/executor';

/** An operation, or part of one, that was refused before any subgraph was asked. */
export interface GatewayRefusal {
  readonly requestId: string;
  readonly viewer: Viewer;
  readonly operationName?: string;
  /** The client's document; its hash is kept. */
  readonly document: string;
  /** Fields that were refused, as `Type.field`; none where the operation was refused as a whole. */
  readonly coordinates: readonly string[];
  readonly code: ErrorCode;
}

/** Where the gateway's refusals are kept; platform/ injects it. */
export interface RefusalLog {
  /** Resolves once the refusal is durable. Never throws: what was refused gave nothing away, and is answered as ever. */
  record(refusal: GatewayRefusal): Promise<void>;
}

/** An executor whose refusals are on record before the answer leaves, for every asker of a shared execution. */
export function recording(executor: Executor, log: RefusalLog): Executor {
  return {
    ...executor,
    get metrics() {
      return executor.metrics;
    },
    async execute(operation, request) {
      const answer = await executor.execute(operation, request);
      if (!answer.refused) return answer;
      const { viewer, correlationId: requestId, document } = request;
      const { text, operationName } = document ?? { text: '', operationName: undefined };
      await log.record({ requestId, viewer, operationName, document: text, ...answer.refused });
      return answer;
    },
  };
}
