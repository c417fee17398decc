import { at } from './random';
import type { Random } from './random';

/** 1 male, 2 female, as the files write it. */
export type Sex = 1 | 2;

// Invented syllables: what they spell may look like a name, but none was taken from a list of names.
const FIRST = [
  'Ba',
  'Ce',
  'Da',
  'Ge',
  'Ha',
  'Ja',
  'Ka',
  'Le',
  'Ma',
  'Ne',
  'Pa',
  'Ra',
  'Se',
  'Ta',
  'Wa',
  'Ye',
  'Bu',
  'Do',
];
const MIDDLE = [
  'lo',
  'mi',
  'ra',
  'tu',
  'ni',
  'ke',
  'su',
  'ga',
  'wi',
  'ro',
  'di',
  'pa',
  'ne',
  'ku',
  'ya',
  'si',
  'bo',
  'le',
];
const MALE_END = ['tor', 'man', 'gus', 'dun', 'kar', 'nor', 'lim', 'bas', 'wan', 'jo', 'pul', 'ren'];
const FEMALE_END = ['ta', 'na', 'wi', 'ri', 'sa', 'lia', 'ni', 'mah', 'ya', 'ti', 'ra', 'ka'];
const PLACES = [
  'Kelora',
  'Tanubi',
  'Semaru',
  'Wilono',
  'Pakiri',
  'Ganesi',
  'Rumaya',
  'Loduku',
  'Batiwi',
  'Mekaro',
  'Surabo',
];

/** A full name of two words, sometimes three; the family word is given, so that a family can share it. */
export function personName(random: Random, sex: Sex, familyWord: string): string {
  const own = givenName(random, sex);
  if (random.chance(0.35)) return `${own} ${givenName(random, sex)}`;
  return random.chance(0.3) ? `${own} ${givenName(random, sex)} ${familyWord}` : `${own} ${familyWord}`;
}

/** The word the members of a family may share. */
export function familyWord(random: Random): string {
  return givenName(random, 1);
}

/** A street address without the village. */
export function streetAddress(random: Random): string {
  const street = `Jl. ${random.pick(PLACES)} ${random.int(1, 40)} No. ${random.int(1, 199)}`;
  return `${street}, RT ${String(random.int(1, 12)).padStart(3, '0')}/RW ${String(random.int(1, 18)).padStart(3, '0')}`;
}

/** A phone number under a prefix no operator has. */
export function phoneNumber(random: Random): string {
  const digits = String(random.int(0, 99_999_999)).padStart(8, '0');
  return `+62 000 ${digits.slice(0, 4)} ${digits.slice(4)}`;
}

/** Another way the same name gets written: a nickname, a dropped letter or a doubled one. Never the name itself. */
export function nameVariant(random: Random, name: string): string {
  const kind = random.int(0, 2);
  if (kind === 0) return nickname(name);
  const place = random.int(1, name.length - 1);
  const letter = name.charAt(place) === ' ' ? place - 1 : place;
  const upTo = name.slice(0, letter);
  return kind === 1 && letter > 0
    ? upTo + name.slice(letter + 1)
    : upTo + name.charAt(letter) + name.charAt(letter).toLowerCase() + name.slice(letter + 1);
}

/** The first word without its first syllable, as people are called at home. */
function nickname(name: string): string {
  const [first = name, ...rest] = name.split(' ');
  const short = first.length > 4 ? capital(first.slice(2)) : at(first.split(''), 0);
  return [short, ...rest].join(' ');
}

function givenName(random: Random, sex: Sex): string {
  const middle = random.chance(0.6) ? random.pick(MIDDLE) : '';
  return random.pick(FIRST) + middle + random.pick(MIDDLE) + random.pick(sex === 1 ? MALE_END : FEMALE_END);
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
