import { createHash } from 'node:crypto';
import type { KeyRing } from '../../shared/config';
import { createLedgerWriter } from '../../shared/database';
import type { Database } from '../../shared/database';
import type { RefusalLog } from '../../gateway';

/**
 * Keeps the gateway's refusals in a ledger of the gateways' own schema: one chain a gateway, gathered by oversight and verified
 * like any other. What cannot be written is a fault, and the refusal is answered as ever.
 */
export function createRefusalLog(
  database: Pick<Database, 'schema' | 'append'>,
  keys: KeyRing,
  onFault: (error: unknown) => void,
): RefusalLog & { close(): Promise<void> } {
  const writer = createLedgerWriter({ database, keys, name: 'gateway', onFault });
  return {
    record: ({ requestId, viewer, operationName, document, coordinates, code }) =>
      writer
        .write({
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
        })
        .catch(onFault),
    close: () => writer.close(),
  };
}
