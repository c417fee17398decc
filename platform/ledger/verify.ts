import type { KeyRing } from '../../shared/config';
import { CHAIN_START, findBreak, findContradiction, findForgery, readChain } from '../../shared/database';
import type { ChainBreak, ChainEnd, Database, KnownPlace, LedgerHead } from '../../shared/database';
import { systemActor } from '../../shared/viewer';
import type { RelayMember } from '../relay';
import { getMember } from '../database/session';

const BATCH = 2_000;
const ACTOR = systemActor('ledger verification');

/** What a verification looked at, and the first break of each chain that has one. */
export interface LedgerReport {
  readonly chains: number;
  readonly entries: number;
  readonly heads: number;
  readonly copies: number;
  readonly breaks: readonly (ChainBreak & { readonly schema: string })[];
}

/** The chain under verification, against everything else that knows of it. */
interface Chain {
  readonly schema: Database;
  readonly oversight: Database;
  readonly writer: string;
  readonly heads: readonly LedgerHead[];
  /** How far copies were gathered before the chain is read: it may grow, and be copied, meanwhile. */
  readonly copiedTo: number;
}

type Found = { entries: number; copies: number; broken: ChainBreak | undefined };

/**
 * Recomputes every chain of every schema and holds it against the signed heads and the copies oversight has gathered: an
 * edit, a deletion (of the end too), another order or a chain written anew is a break.
 */
export async function verifyLedgers(members: readonly RelayMember[], keys: KeyRing): Promise<LedgerReport> {
  const oversight = getMember(members, 'oversight').database;
  const report = { chains: 0, entries: 0, heads: 0, copies: 0 };
  const breaks: (ChainBreak & { schema: string })[] = [];
  for (const { name, database } of members) {
    const heads = await readHeads(database);
    for (const [writer, copiedTo] of await findWriters(database, oversight)) {
      const own = heads.filter((head) => head.writer === writer);
      const found = await verifyChain({ schema: database, oversight, writer, heads: own, copiedTo }, keys);
      report.chains += 1;
      report.entries += found.entries;
      report.heads += own.length;
      report.copies += found.copies;
      if (found.broken) breaks.push({ schema: name, ...found.broken });
    }
  }
  return { ...report, breaks };
}

async function verifyChain(chain: Chain, keys: KeyRing): Promise<Found> {
  const forged = chain.heads.map((head) => findForgery(head, keys)).find((found) => found !== undefined);
  let end: ChainEnd = CHAIN_START;
  const found: Found = { entries: 0, copies: 0, broken: undefined };
  for (;;) {
    const entries = await chain.schema.bulk(ACTOR, (client) =>
      readChain(client, { writer: chain.writer, seq: end.seq }, BATCH),
    );
    const hashes = new Map(entries.map(({ seq, hash }) => [seq, hash]));
    for (const entry of entries) {
      found.broken ??= findBreak(end, entry);
      end = { seq: entry.seq, hash: entry.hash };
    }
    found.entries += entries.length;
    const isLast = entries.length < BATCH;
    const copies = await readCopies(chain, entries[0]?.seq ?? end.seq + 1, isLast ? chain.copiedTo : end.seq);
    found.copies += copies.length;
    const places = [...chain.heads.filter(({ seq }) => hashes.has(seq)), ...copies];
    found.broken ??= contradicted(chain.writer, places, hashes);
    if (isLast) break;
  }
  const beyond = chain.heads.filter(({ seq }) => seq > end.seq);
  found.broken ??= contradicted(chain.writer, beyond, new Map()) ?? forged;
  return found;
}

function contradicted(
  writer: string,
  places: readonly KnownPlace[],
  hashes: ReadonlyMap<number, string>,
): ChainBreak | undefined {
  const ordered = [...places].sort((left, right) => left.seq - right.seq);
  return ordered
    .map((place) => findContradiction(writer, place, hashes.get(place.seq)))
    .find((found) => found !== undefined);
}

/** Writers of a schema by its entries, its heads or gathered copies, each with how far it was copied. */
async function findWriters(schema: Database, oversight: Database): Promise<Map<string, number>> {
  const copied = await oversight.bulk(ACTOR, (client) =>
    client.query<{ writer: string; seq: number }>('SELECT writer, seq FROM ledger_position WHERE source = $1', [
      schema.schema,
    ]),
  );
  const own = await schema.bulk(ACTOR, (client) =>
    client.query<{ writer: string }>('SELECT writer FROM read_ledger UNION SELECT writer FROM ledger_head'),
  );
  const found = new Map(own.rows.map(({ writer }) => [writer, 0]));
  for (const { writer, seq } of copied.rows) found.set(writer, seq);
  return found;
}

async function readHeads(schema: Database): Promise<LedgerHead[]> {
  const { rows } = await schema.bulk(ACTOR, (client) =>
    client.query<LedgerHead>(
      `SELECT writer, seq, hash, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at,
         key_id AS "keyId", signature FROM ledger_head ORDER BY writer, seq`,
    ),
  );
  return rows;
}

/** The gathered copies between two places of a chain. */
async function readCopies({ oversight, writer }: Chain, from: number, to: number): Promise<KnownPlace[]> {
  const { rows } = await oversight.bulk(ACTOR, (client) =>
    client.query<KnownPlace>(
      'SELECT seq, hash FROM ledger_entry WHERE writer = $1 AND seq BETWEEN $2 AND $3 ORDER BY seq',
      [writer, from, to],
    ),
  );
  return rows;
}
