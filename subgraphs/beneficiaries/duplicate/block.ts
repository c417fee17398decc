/**
 * Blocking: the statements that propose pairs worth scoring. Comparing everyone with everyone is quadratic (290,000
 * persons: 42 thousand million pairs), so two records are proposed only when they share a key:
 *
 * - NIK: the same blind index;
 * - DATE_REGENCY: birth date (day and month in either order) and regency, names alike by trigrams;
 * - DATE_WORD: birth date (in either order) and a whole word of the name, in any regency. One misspelling, a nickname or
 *   another word order leave some word intact unless the name has only one;
 * - NAME_REGENCY: the very same words and regency, one part of the birth date wrong.
 *
 * A key that many records share proves little and costs the square of its size (1 January is the birthday of everyone who
 * does not know theirs), so blocks are bounded: an oversized DATE_WORD block is split by regency, an oversized
 * DATE_REGENCY block is left to DATE_WORD, and what is still too large is counted and told.
 *
 * Each statement works on a slice (birth years, or a province), so that memory is bounded by the slice and the engine
 * can sort it in work_mem whatever the size of the registry.
 */
export const MAX_BLOCK = 100;
/** The same name in one regency more often than this is a common name, no evidence. */
export const MAX_NAMESAKES = 20;
/** pg_trgm's own default: below it, two names never reach Jaro-Winkler 0.92 in practice. */
const TRIGRAM_FLOOR = 0.3;

/** Columns of a proposed pair, as `PairRow` reads them. */
const FACTS = [
  'id',
  'nik_index',
  'search_name',
  'birth_date',
  'sex',
  'region_code',
  'family_id',
  'match_status',
] as const;

/** One proposed pair; `l` and `r` are the two records, `l` the one with the smaller id. */
export const PAIR_COLUMNS = ['l', 'r']
  .flatMap((side) => FACTS.map((column) => `${side}.${column} AS ${side}_${column}`))
  .join(', ');

/** Year, smaller, larger of day and month: equal for a date and the same date with day and month exchanged. */
export function dateKey(column: string): string {
  const [month, day] = [`extract(month FROM ${column})::int`, `extract(day FROM ${column})::int`];
  return `extract(year FROM ${column})::int * 10000 + least(${month}, ${day}) * 100 + greatest(${month}, ${day})`;
}

const LIVING = 'p.merged_into IS NULL';
const alike = `extensions.similarity(l.search_name, r.search_name) >= ${TRIGRAM_FLOOR}`;

/** Records with a NIK that another living record carries too. No parameters. */
export const SAME_NIK = `
  SELECT ${PAIR_COLUMNS} FROM person l JOIN person r ON r.nik_index = l.nik_index AND l.id < r.id
  WHERE l.merged_into IS NULL AND r.merged_into IS NULL AND l.nik_index IS NOT NULL`;

/** $1, $2: first birth date of the slice, and the one after its last. Narrow and numeric, because it gets sorted. */
const bornInSlice = `
  slice AS MATERIALIZED (
    SELECT p.id, p.search_name, ${dateKey('p.birth_date')} AS date_key, left(p.region_code, 4)::int AS regency
    FROM person p WHERE ${LIVING} AND p.birth_date >= $1::date AND p.birth_date < $2::date
  )`;

/** Looks up what is scored, for the pairs of ids in CTE `pair`. */
const FACTS_OF_PAIRS = `
  SELECT ${PAIR_COLUMNS} FROM pair JOIN person l ON l.id = pair.left_id JOIN person r ON r.id = pair.right_id`;

export const DATE_REGENCY = `
  WITH ${bornInSlice},
  sized AS (SELECT *, count(*) OVER (PARTITION BY date_key, regency) AS size FROM slice),
  block AS MATERIALIZED (SELECT * FROM sized WHERE size BETWEEN 2 AND ${MAX_BLOCK}),
  pair AS (
    SELECT l.id AS left_id, r.id AS right_id FROM block l JOIN block r USING (date_key, regency)
    WHERE l.id < r.id AND ${alike}
  )
  ${FACTS_OF_PAIRS}`;

/** A word by its hash: a rare collision proposes a pair too many, which the score then refuses. */
const words = `slice CROSS JOIN unnest(string_to_array(search_name, ' ')) AS part (word) WHERE length(part.word) >= 3`;

/** Pairs that share date and word; where that block is too large for the nation, inside a regency. */
export const DATE_WORD = `
  WITH ${bornInSlice},
  worded AS (SELECT id, search_name, date_key, regency, hashtext(part.word) AS word FROM ${words}),
  sized AS (
    SELECT *, count(*) OVER (PARTITION BY date_key, word) AS size,
      count(*) OVER (PARTITION BY date_key, word, regency) AS local_size FROM worded
  ),
  block AS MATERIALIZED (SELECT * FROM sized WHERE size > 1),
  pair AS (
    SELECT l.id AS left_id, r.id AS right_id FROM block l JOIN block r USING (date_key, word)
    WHERE l.id < r.id AND l.size <= ${MAX_BLOCK} AND r.size <= ${MAX_BLOCK} AND ${alike}
    UNION
    SELECT l.id, r.id FROM block l JOIN block r USING (date_key, word, regency)
    WHERE l.id < r.id AND l.size > ${MAX_BLOCK} AND r.size > ${MAX_BLOCK}
      AND l.local_size BETWEEN 2 AND ${MAX_BLOCK} AND r.local_size BETWEEN 2 AND ${MAX_BLOCK} AND ${alike}
  )
  ${FACTS_OF_PAIRS}`;

/** `blocks` nothing splits further. */
export const OVERSIZED = `
  WITH ${bornInSlice}
  SELECT count(*)::int AS blocks FROM (
    SELECT 1 FROM ${words} GROUP BY date_key, hashtext(part.word), regency HAVING count(*) > ${MAX_BLOCK}) block`;

/** $1: a province. */
export const NAME_REGENCY = `
  WITH slice AS MATERIALIZED (
    SELECT p.id, p.birth_date, left(p.region_code, 4)::int AS regency, hashtext((
      SELECT string_agg(word, ' ' ORDER BY word COLLATE "C") FROM unnest(string_to_array(p.search_name, ' ')) word)) AS words
    FROM person p WHERE ${LIVING} AND p.region_code >= $1 AND p.region_code < $1 || ':'
  ),
  sized AS (SELECT *, count(*) OVER (PARTITION BY regency, words) AS size FROM slice),
  block AS MATERIALIZED (SELECT * FROM sized WHERE size BETWEEN 2 AND ${MAX_NAMESAKES}),
  pair AS (
    SELECT l.id AS left_id, r.id AS right_id FROM block l JOIN block r USING (regency, words)
    WHERE l.id < r.id AND l.birth_date <> r.birth_date
      AND (extract(year FROM l.birth_date) = extract(year FROM r.birth_date))::int
        + (extract(month FROM l.birth_date) = extract(month FROM r.birth_date))::int
        + (extract(day FROM l.birth_date) = extract(day FROM r.birth_date))::int = 2
  )
  ${FACTS_OF_PAIRS}`;

/**
 * The pairs of one record ($1), by indexes alone: its NIK, its birth date in both orders, its very name within its regency.
 * The UNION takes care of pairs found twice; of a crowd born on one day only the most alike come.
 */
export const OF_ONE = `
  WITH self AS MATERIALIZED (
    SELECT p.*, CASE WHEN extract(day FROM p.birth_date) <= 12
      THEN make_date(extract(year FROM p.birth_date)::int, extract(day FROM p.birth_date)::int,
        extract(month FROM p.birth_date)::int) ELSE p.birth_date END AS exchanged
    FROM person p WHERE p.id = $1::uuid AND ${LIVING}
  ),
  other AS (
    SELECT p.id FROM self JOIN person p ON p.nik_index = self.nik_index
    UNION
    SELECT p.id FROM self JOIN person p ON p.birth_date = self.birth_date OR p.birth_date = self.exchanged
    WHERE extensions.similarity(p.search_name, self.search_name) >= ${TRIGRAM_FLOOR}
    UNION
    SELECT p.id FROM self JOIN person p ON left(p.region_code, 4) = left(self.region_code, 4)
      AND p.search_name = self.search_name
  )
  SELECT ${PAIR_COLUMNS} FROM self s JOIN other o ON o.id <> s.id
    JOIN person l ON l.id = least(s.id, o.id) JOIN person r ON r.id = greatest(s.id, o.id)
  WHERE l.merged_into IS NULL AND r.merged_into IS NULL
  ORDER BY coalesce(l.nik_index = r.nik_index, false) DESC, extensions.similarity(l.search_name, r.search_name) DESC
  LIMIT ${MAX_BLOCK}`;
