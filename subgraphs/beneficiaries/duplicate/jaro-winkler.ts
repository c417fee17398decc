/**
 * Jaro-Winkler similarity of two strings, 0 to 1 (Winkler 1990: match window of half the longer string minus one, prefix
 * weight 0.1 over at most four characters). Written here because no maintained package computes the published values: the
 * one still released uses a wider window, and the search calls this millions of times, so it must not allocate per call.
 */
export function jaroWinkler(left: string, right: string): number {
  if (left === right) return left === '' ? 0 : 1;
  const jaro = jaroSimilarity(left, right);
  let prefix = 0;
  while (prefix < 4 && prefix < left.length && left.charCodeAt(prefix) === right.charCodeAt(prefix)) prefix += 1;
  return jaro + prefix * 0.1 * (1 - jaro);
}

/** Positions matched so far; names are short, and a longer one is compared by its beginning. */
const MAX_LENGTH = 128;
const leftMatched = new Uint8Array(MAX_LENGTH);
const rightMatched = new Uint8Array(MAX_LENGTH);

function jaroSimilarity(left: string, right: string): number {
  const leftLength = Math.min(left.length, MAX_LENGTH);
  const rightLength = Math.min(right.length, MAX_LENGTH);
  const matches = markMatches(left, leftLength, right, rightLength);
  if (matches === 0) return 0;
  const moved = countMoved(left, leftLength, right) / 2;
  return (matches / leftLength + matches / rightLength + (matches - moved) / matches) / 3;
}

function markMatches(left: string, leftLength: number, right: string, rightLength: number): number {
  const reach = Math.max(0, Math.floor(Math.max(leftLength, rightLength) / 2) - 1);
  leftMatched.fill(0, 0, leftLength);
  rightMatched.fill(0, 0, rightLength);
  let matches = 0;
  for (let i = 0; i < leftLength; i += 1) {
    const end = Math.min(i + reach + 1, rightLength);
    for (let j = Math.max(0, i - reach); j < end; j += 1) {
      if (rightMatched[j] === 1 || left.charCodeAt(i) !== right.charCodeAt(j)) continue;
      leftMatched[i] = 1;
      rightMatched[j] = 1;
      matches += 1;
      break;
    }
  }
  return matches;
}

/** Matched characters that stand in another order. */
function countMoved(left: string, leftLength: number, right: string): number {
  let moved = 0;
  let j = 0;
  for (let i = 0; i < leftLength; i += 1) {
    if (leftMatched[i] === 0) continue;
    while (rightMatched[j] === 0) j += 1;
    if (left.charCodeAt(i) !== right.charCodeAt(j)) moved += 1;
    j += 1;
  }
  return moved;
}

/** How two names are alike, best first. */
export type NameLikeness = 'EQUAL' | 'WORD_ORDER' | 'SPELLING' | 'PARTIAL' | 'DIFFERENT';

export interface NameSimilarity {
  /** 0 to 1. */
  readonly value: number;
  readonly likeness: NameLikeness;
}

/** The ministry's threshold: two names that may mean one person. */
export const SIMILAR_NAME = 0.92;
/** An initial that fits, or a word's end used as a nickname (Yanto of Suryanto), is less than the word written out. */
const SHORT_FORM_FITS = 0.9;
const SHORTEST_NICKNAME = 3;
/** What a name loses for each word the other one does not have; at least two words must stand on both sides. */
const WORD_MISSING = 0.04;

/**
 * How alike two names are, as `searchName` writes them: the better of the whole strings and of the words paired with each
 * other, so that another word order, an initial or a family name left out are not taken for another person.
 */
export function nameSimilarity(left: string, right: string): NameSimilarity {
  if (left === right) return { value: left === '' ? 0 : 1, likeness: left === '' ? 'DIFFERENT' : 'EQUAL' };
  const whole = jaroWinkler(left, right);
  const [fewer, more] = byCount(left.split(' '), right.split(' '));
  const words = wordSimilarity(fewer, more);
  const value = Math.max(whole, words);
  if (value < SIMILAR_NAME) return { value, likeness: 'DIFFERENT' };
  if (words === 1) return { value, likeness: 'WORD_ORDER' };
  return { value, likeness: fewer.length < more.length ? 'PARTIAL' : 'SPELLING' };
}

function byCount(left: readonly string[], right: readonly string[]): [readonly string[], readonly string[]] {
  return left.length <= right.length ? [left, right] : [right, left];
}

/** Each word of the shorter name with its best free partner, weighted by length. */
function wordSimilarity(fewer: readonly string[], more: readonly string[]): number {
  if (more.length < 2 || (fewer.length < 2 && more.length > fewer.length)) return 0;
  const free = [...more];
  let sum = 0;
  let weight = 0;
  for (const word of fewer) {
    const partner = bestPartner(word, free);
    const size = Math.max(word.length, free[partner.index]?.length ?? 0);
    free.splice(partner.index, 1);
    sum += partner.value * size;
    weight += size;
  }
  return sum / weight - WORD_MISSING * free.length;
}

function bestPartner(word: string, words: readonly string[]): { index: number; value: number } {
  let best = { index: 0, value: -1 };
  for (const [index, other] of words.entries()) {
    const value = similarWord(word, other);
    if (value > best.value) best = { index, value };
  }
  return best;
}

function similarWord(word: string, other: string): number {
  if (word === other) return 1;
  const [short, long] = word.length < other.length ? [word, other] : [other, word];
  if (short.length === 1) return long.startsWith(short) ? SHORT_FORM_FITS : 0;
  const similarity = jaroWinkler(word, other);
  const isNickname = short.length >= SHORTEST_NICKNAME && long.endsWith(short);
  return isNickname ? Math.max(similarity, SHORT_FORM_FITS) : similarity;
}
