import type { KeyRing } from '../../config';
import { hashEntry } from './entry';
import type { LedgerEntry } from './entry';
import { isSigned } from './head';
import type { LedgerHead } from './head';

/** What can be wrong with a chain. */
export type BreakKind =
  /** The entry does not give the hash that stands in it: it was edited, or moved. */
  | 'EDITED'
  /** An entry is missing before this one. */
  | 'MISSING'
  /** The entry does not follow the one before it. */
  | 'UNCHAINED'
  /** The chain ends before a place it is known to have reached. */
  | 'CUT_OFF'
  /** The chain was written anew: a head or a copy knows another hash at this place. */
  | 'REPLACED'
  /** A head is not signed with a key of the ledger. */
  | 'HEAD_FORGED';

/** The first place at which a chain is not what it was. */
export interface ChainBreak {
  readonly writer: string;
  readonly seq: number;
  readonly kind: BreakKind;
}

/** The end of a chain that was looked at so far. */
export interface ChainEnd {
  readonly seq: number;
  readonly hash: string;
}

export const CHAIN_START: ChainEnd = { seq: 0, hash: '' };

/** What is wrong with an entry as the next one after `end`; undefined if nothing is. */
export function findBreak(end: ChainEnd, entry: LedgerEntry): ChainBreak | undefined {
  const { writer, seq } = entry;
  if (seq !== end.seq + 1) return { writer, seq: end.seq + 1, kind: 'MISSING' };
  if (hashEntry(entry) !== entry.hash) return { writer, seq, kind: 'EDITED' };
  return entry.prev === end.hash ? undefined : { writer, seq, kind: 'UNCHAINED' };
}

/** A place some other record of the chain knows: a head, or a copy. */
export interface KnownPlace {
  readonly seq: number;
  readonly hash: string;
}

/** What a known place says against the chain; `hashAt` gives the chain's hash there, undefined beyond its end. */
export function findContradiction(
  writer: string,
  { seq, hash }: KnownPlace,
  hashAt: string | undefined,
): ChainBreak | undefined {
  if (hashAt === undefined) return { writer, seq, kind: 'CUT_OFF' };
  return hashAt === hash ? undefined : { writer, seq, kind: 'REPLACED' };
}

/** What is wrong with a head by itself. */
export function findForgery(head: LedgerHead, keys: KeyRing): ChainBreak | undefined {
  return isSigned(head, keys) ? undefined : { writer: head.writer, seq: head.seq, kind: 'HEAD_FORGED' };
}
