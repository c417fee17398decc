import type { z } from 'zod';
import { findLagSeconds } from '../../shared/database';
import type { Database, OutboxEvent, ReadModel } from '../../shared/database';
import { CodedError } from '../../shared/errors';

/** The last state of each entity among some events, with its id. An event that does not fit the schema stops the relay. */
export function latestPayloads<Payload extends object>(
  events: readonly OutboxEvent[],
  schema: z.ZodType<Payload>,
): (Payload & { id: string })[] {
  const last = new Map(events.map((event) => [event.entityId, event.payload]));
  return [...last].map(([id, payload]) => ({ ...schema.parse(payload), id }));
}

/**
 * Stops work that decides on copies of other subgraphs' facts when those are too old.
 * @throws CodedError READ_MODEL_STALE, with lag -1 for a copy that was never complete
 */
export async function requireFresh(database: Database, models: readonly ReadModel[]): Promise<void> {
  for (const model of models) {
    const lag = await findLagSeconds(database, model);
    if (lag !== undefined && lag <= model.toleratedLagSeconds) continue;
    throw new CodedError('READ_MODEL_STALE', {
      owner: model.owner,
      lag: lag === undefined ? -1 : Math.round(lag),
      max: model.toleratedLagSeconds,
    });
  }
}
