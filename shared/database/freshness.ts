import { CodedError } from '../errors';
import type { WriteManager } from './client-key';
import type { ReadModel } from './outbox';

/**
 * Stops a step that decides on copies of other subgraphs' facts when those are too old; asked in the step's own transaction. Whose
 * steps decide so must be able to read `relay_position`.
 * @throws CodedError READ_MODEL_STALE, with lag -1 for a copy that was never complete
 */
export async function requireFreshCopies(manager: WriteManager, models: readonly ReadModel[]): Promise<void> {
  const positions: { model: string; lag: number }[] = await manager.query(
    `SELECT model, extract(epoch FROM now() - caught_up_at)::float8 AS lag FROM relay_position WHERE model = ANY($1)`,
    [models.map(({ name }) => name)],
  );
  for (const { name, owner, toleratedLagSeconds: max } of models) {
    const lag = positions.find(({ model }) => model === name)?.lag;
    if (lag !== undefined && lag <= max) continue;
    throw new CodedError('READ_MODEL_STALE', { owner, lag: lag === undefined ? -1 : Math.round(lag), max });
  }
}
