import { registerEnumType } from 'type-graphql';

/** Registers an enum of words with their meanings and gives its values. */
export function enumOf<Word extends string>(
  name: string,
  description: string,
  words: Readonly<Record<Word, string>>,
): Record<Word, Word> {
  const entries = Object.entries<string>(words) as [Word, string][];
  const values = Object.fromEntries(entries.map(([word]) => [word, word])) as Record<Word, Word>;
  const valuesConfig = Object.fromEntries(entries.map(([word, meaning]) => [word, { description: meaning }]));
  registerEnumType(values, { name, description, valuesConfig: valuesConfig as Record<Word, { description: string }> });
  return values;
}
