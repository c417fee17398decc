import { createHash } from 'node:crypto';
import type { KeyRing } from '../../shared/config';
import { createLedgerWriter } from '../../shared/database';
import type { Database } from '../../shared/database';
import type { ErrorCode } from '../../shared/errors';
import type { Viewer } from '../../shared/viewer';

/** An operation, or part of one, that the gateway refused before any subgraph was asked. */
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

/** Where the gateway's refusals are kept. */
export interface RefusalLog {
  /** Resolves once the refusal is durable. */
  record(refusal: GatewayRefusal): Promise<void>;
  close(): Promise<void>;
}

/**
 * Keeps the gateway's refusals in oversight's own read ledger: one chain a gateway, gathered and verified like any other.
 * @param database oversight's schema
 */
export function createRefusalLog(database: Database, keys: KeyRing, onFault: (error: unknown) => void): RefusalLog {
  const writer = createLedgerWriter({ database, keys, name: 'gateway', onFault });
  return {
    record: ({ requestId, viewer, operationName, document, coordinates, code }) =>
      writer.write({
        requestId,
        account: viewer.subject,
        role: viewer.role,
        organisation: viewer.employerId ?? viewer.sentraId ?? null,
        purpose: viewer.purpose ?? null,
        operationName: operationName ?? null,
        operationHash: createHash('sha256').update(document).digest('base64url'),
        decisions:
          coordinates.length === 0
            ? []
            : [{ grade: 'WITHHELD', coordinates: [...coordinates].sort(), groups: [], subjects: [] }],
        refusals: [code],
        rowCount: 0,
        dataClass: 'P0',
        consentId: null,
        breakGlassId: null,
      }),
    close: () => writer.close(),
  };
}
