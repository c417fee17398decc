import {
  CHAIN_START,
  ENTRIES_GIVEN,
  ENTRY_COLUMNS,
  ENTRY_VALUES,
  findBreak,
  isRefused,
  readEntriesAfter,
} from '../../../shared/database';
import type { ChainBreak, ChainEnd, Database, LedgerEntry } from '../../../shared/database';
import { systemActor } from '../../../shared/viewer';

const BATCH = 1_000;
const ACTOR = systemActor('ledger gathering');

type BulkClient = Parameters<Parameters<Database['bulk']>[1]>[0];

/**
 * Copies what is new in the ledger of a schema into this one and looks whether each chain goes on where it ended; what does
 * not is a finding. Safe to repeat and when two relays do it at once.
 * @returns entries copied
 */
export async function gatherLedger(source: Database, oversight: Database): Promise<number> {
  let gathered = 0;
  for (;;) {
    const count = await gatherBatch(source, oversight);
    gathered += count;
    if (count < BATCH) return gathered;
  }
}

function gatherBatch(source: Database, oversight: Database): Promise<number> {
  return oversight.bulk(ACTOR, async (client) => {
    await client.query(`SELECT pg_advisory_xact_lock(hashtext('gather ' || $1))`, [source.schema]);
    const ends = await readEnds(client, source.schema);
    const positions = [...ends].map(([writer, { seq }]) => ({ writer, seq }));
    const entries = await source.bulk(ACTOR, (from) => readEntriesAfter(from, positions, BATCH));
    const breaks = follow(ends, entries);
    if (entries.length > 0) await store(client, source.schema, { ends, entries, breaks });
    await client.query(
      `INSERT INTO ledger_source (source, caught_up_at) VALUES ($1, now())
       ON CONFLICT (source) DO UPDATE SET caught_up_at = excluded.caught_up_at`,
      [source.schema],
    );
    return entries.length;
  });
}

async function readEnds(client: BulkClient, source: string): Promise<Map<string, ChainEnd>> {
  const { rows } = await client.query<ChainEnd & { writer: string }>(
    'SELECT writer, seq, hash FROM ledger_position WHERE source = $1',
    [source],
  );
  return new Map(rows.map(({ writer, seq, hash }) => [writer, { seq, hash }]));
}

/** Moves the ends along the entries; the breaks met on the way. */
function follow(ends: Map<string, ChainEnd>, entries: readonly LedgerEntry[]): ChainBreak[] {
  return entries.flatMap((entry) => {
    const found = findBreak(ends.get(entry.writer) ?? CHAIN_START, entry);
    ends.set(entry.writer, { seq: entry.seq, hash: entry.hash });
    return found ? [found] : [];
  });
}

interface Batch {
  readonly ends: ReadonlyMap<string, ChainEnd>;
  readonly entries: readonly LedgerEntry[];
  readonly breaks: readonly ChainBreak[];
}

async function store(client: BulkClient, source: string, { ends, entries, breaks }: Batch): Promise<void> {
  await client.query(
    `INSERT INTO ledger_entry (id, source, ${ENTRY_COLUMNS}, coordinates, subjects, is_refused)
     SELECT md5(x.writer || ':' || x.seq)::uuid, $2, ${ENTRY_VALUES},
       ARRAY(SELECT DISTINCT c FROM jsonb_array_elements(x.decisions) d, jsonb_array_elements_text(d -> 'coordinates') c),
       ARRAY(SELECT DISTINCT s FROM jsonb_array_elements(x.decisions) d, jsonb_array_elements_text(d -> 'subjects') s),
       (x.writer || ':' || x.seq) = ANY($3::text[])
     FROM ${ENTRIES_GIVEN} ON CONFLICT (writer, seq) DO NOTHING`,
    [JSON.stringify(entries), source, entries.filter(isRefused).map(({ writer, seq }) => `${writer}:${seq}`)],
  );
  const moved = [...new Set(entries.map(({ writer }) => writer))].map((writer) => ({ writer, ...ends.get(writer) }));
  await client.query(
    `INSERT INTO ledger_position (writer, source, seq, hash)
     SELECT writer, $2, seq, hash FROM jsonb_to_recordset($1::jsonb) AS x (writer text, seq bigint, hash text)
     ON CONFLICT (writer) DO UPDATE SET seq = excluded.seq, hash = excluded.hash`,
    [JSON.stringify(moved), source],
  );
  await client.query(
    `INSERT INTO ledger_finding (writer, seq, kind, source)
     SELECT writer, seq, kind, $2 FROM jsonb_to_recordset($1::jsonb) AS x (writer text, seq bigint, kind text)
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(breaks), source],
  );
}
