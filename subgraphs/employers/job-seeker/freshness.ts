import { Parameters, statement } from '../../../shared/database';
import type { ReadSession } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import { SEEKER_MODELS } from './job-seeker';

/**
 * Stops a read that goes by who is ready, or who agreed to it, when what is known here is too old.
 * @throws CodedError READ_MODEL_STALE, with lag -1 for a copy that was never complete
 */
export async function requireFreshSeekers(session: ReadSession): Promise<void> {
  const { bind, values } = new Parameters();
  const positions = await session.rows<{ model: string; lag: number }>(
    statement(
      `SELECT model, extract(epoch FROM now() - caught_up_at)::float8 AS lag FROM relay_position
       WHERE model = ANY(${bind(SEEKER_MODELS.map(({ name }) => name))}::text[])`,
      values,
    ),
  );
  for (const { name, owner, toleratedLagSeconds: max } of SEEKER_MODELS) {
    const lag = positions.find(({ model }) => model === name)?.lag;
    if (lag !== undefined && lag <= max) continue;
    throw new CodedError('READ_MODEL_STALE', { owner, lag: lag === undefined ? -1 : Math.round(lag), max });
  }
}
