import type { EntityManager } from 'typeorm';
import { secureTable } from './row-security';

/**
 * What a schema tells once more, when a reader asks for more of rows than was told before: statements that write to the outbox, by
 * marks. A mark never changes; what was told under it is not told again, and who needs more adds another. It is told after the last
 * migration, so that facts are free to name columns of any later version; of a fresh schema there is nothing to tell.
 */
export type Republished = Readonly<Record<string, readonly string[]>>;

/** A statement that tells of every row of a table. */
export function tellAll(topic: string, table: string, fact: (row: string) => string): string {
  return `INSERT INTO outbox (topic, entity_id, payload) SELECT '${topic}', f.id, ${fact('f')} FROM ${table} f ORDER BY f.id`;
}

/** Tells what has not been told yet, with the mark of it in the same transaction. */
export async function republish(manager: EntityManager, republished: Republished): Promise<void> {
  await manager.query(`
    CREATE TABLE IF NOT EXISTS republished (mark text PRIMARY KEY, at timestamptz NOT NULL DEFAULT now());
    ${secureTable('republished')}`);
  for (const [mark, statements] of Object.entries(republished)) {
    const added: unknown[] = await manager.query(
      'INSERT INTO republished (mark) VALUES ($1) ON CONFLICT DO NOTHING RETURNING mark',
      [mark],
    );
    if (added.length === 0) continue;
    for (const text of statements) await manager.query(text);
  }
}
