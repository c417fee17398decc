import type { BulkConnection } from '../../../shared/database';
import { TODAY } from '../../../shared/machine';
import { inPool } from '../match/fits';
import { countSupply } from '../skill-supply/count';
import { RULE_TODAY } from './rule';
import { CARD_COLUMNS, CARD_LEVELS, cardColumns } from './card';
import type { CardLevel } from './card';

/** What a run did, in people. */
export interface CardRun {
  /** Were given a card. */
  readonly published: number;
  /** Had one and are not shown any longer: they left, what it said no longer holds, or too few share it. */
  readonly held: number;
  /** Are ready, and have no card: too few are like them on any level, or they were shown not long ago. */
  readonly waiting: number;
}

/**
 * Publishes the cards of people who are ready; one transaction, set-wise. Nobody is ever shown in a smaller crowd than the rule
 * names, of people who came together:
 *
 * - A card is given to so many newcomers at once, on the finest level on which that many of them are alike. Two partners that
 *   compare what is new to both since yesterday find no fewer.
 * - A card is never changed. Where it no longer holds, or too few of a cohort are left, it is taken back. They are given a coarser one
 *   after a pause only: a partner that remembers the one before knows them among the few who were left.
 * - So is somebody who left and came back: two partners have seen the same one go.
 */
export async function publishCards(client: BulkConnection): Promise<CardRun> {
  await client.query(`SELECT pg_advisory_xact_lock(hashtext('employers.card'))`);
  const fewest = await readFewest(client);
  const held = (await takeBack(client)) + (await count(client, BROKEN, [fewest]));
  await client.query(PAUSE_OVER);
  await client.query(WAITING);
  let published = 0;
  for (const [index, level] of CARD_LEVELS.entries()) {
    published += await count(client, publishLevel(index + 1, level), [fewest]);
    await client.query(`DELETE FROM waiting w USING card k WHERE k.person_id = w.person_id`);
  }
  await countSupply(client, fewest);
  const waiting = await count(client, `DELETE FROM waiting`, []);
  await client.query('DROP TABLE waiting');
  return { published, held, waiting };
}

const HELD_UNTIL = `(SELECT ${TODAY} + rule.pause_days FROM ${RULE_TODAY} rule)`;

/** Takes the cards of some people back, from now on; part of whatever makes them leave. */
export const HOLD_WHO_LEFT = `UPDATE card k SET held_until = ${HELD_UNTIL} WHERE k.held_until IS NULL AND k.person_id = ANY($1::uuid[])
  AND NOT EXISTS (SELECT FROM job_seeker s WHERE s.person_id = k.person_id AND ${inPool('s')})`;

async function readFewest(client: BulkConnection): Promise<number> {
  const { rows } = await client.query<{ fewest: number }>(`SELECT rule.fewest FROM ${RULE_TODAY} rule`);
  const [rule] = rows;
  if (!rule) throw new Error('no rule of cards is in force');
  return rule.fewest;
}

async function count(client: BulkConnection, text: string, values: readonly unknown[]): Promise<number> {
  const { rowCount } = await client.query(text, [...values]);
  return rowCount ?? 0;
}

/** Cards of people who left, and cards that no longer hold. */
async function takeBack(client: BulkConnection): Promise<number> {
  let held = await count(client, LEFT, []);
  for (const [index, level] of CARD_LEVELS.entries()) held += await count(client, outdated(level), [index + 1]);
  return held;
}

const LEFT = `UPDATE card k SET held_until = ${HELD_UNTIL} WHERE k.held_until IS NULL
  AND NOT EXISTS (SELECT FROM job_seeker s WHERE s.person_id = k.person_id AND ${inPool('s')})`;

function outdated(level: CardLevel): string {
  const now = cardColumns('s', level, 'c.published_on').join(', ');
  const then = CARD_COLUMNS.map((column) => `c.${column}`).join(', ');
  return `UPDATE card k SET held_until = ${HELD_UNTIL} FROM cohort c, job_seeker s
    WHERE c.id = k.cohort_id AND c.level = $1 AND s.person_id = k.person_id AND k.held_until IS NULL
      AND (${now}) IS DISTINCT FROM (${then})`;
}

const BROKEN = `UPDATE card k SET held_until = ${HELD_UNTIL} WHERE k.held_until IS NULL AND k.cohort_id IN
  (SELECT cohort_id FROM card WHERE held_until IS NULL GROUP BY cohort_id HAVING count(*) < $1)`;

/** A cohort without people is nobody's card. */
const PAUSE_OVER = `
  DELETE FROM card WHERE held_until <= ${TODAY};
  DELETE FROM cohort c WHERE NOT EXISTS (SELECT FROM card k WHERE k.cohort_id = c.id)`;

const WAITING = `CREATE TEMP TABLE waiting ON COMMIT DROP AS SELECT s.* FROM job_seeker s
  WHERE ${inPool('s')} AND NOT EXISTS (SELECT FROM card k WHERE k.person_id = s.person_id)`;

/** Gives a card to those of whom so many are alike on the level. */
function publishLevel(number: number, level: CardLevel): string {
  const columns = CARD_COLUMNS.join(', ');
  const named = cardColumns('w', level, TODAY).map((column, index) => `${column} AS ${CARD_COLUMNS[index]}`);
  return `WITH coarse AS MATERIALIZED (SELECT w.person_id, w.consent_until, ${named.join(', ')} FROM waiting w),
    alike AS MATERIALIZED (SELECT gen_random_uuid() AS id, array_agg(person_id) AS people, array_agg(consent_until) AS untils, ${columns}
      FROM coarse GROUP BY ${columns} HAVING count(*) >= $1),
    made AS (INSERT INTO cohort (id, level, published_on, ${columns}) SELECT id, ${number}, ${TODAY}, ${columns} FROM alike)
    INSERT INTO card (person_id, cohort_id, shown_until)
    SELECT p.person_id, a.id, p.shown_until FROM alike a, unnest(a.people, a.untils) AS p (person_id, shown_until)`;
}
