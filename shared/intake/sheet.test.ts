import { createFieldCipher } from '../database';
import { loadConfig } from '../config';
import { rejectsCsv } from './rejects-file';
import { judgeSheet } from './sheet';
import type { Sheet } from './sheet';

const cipher = createFieldCipher(loadConfig({}).keys);
const SHEET: Sheet<'key' | 'number' | 'word', { readonly number: number | null }> = {
  name: 'words',
  columns: ['key', 'number', 'word'],
  optional: ['word'],
  key: 'key',
  isKey: (text) => /^[a-z]+$/.test(text),
  rules: { X1: { severity: 'ERROR', words: 'a word is short, "really"' }, X2: { severity: 'ERROR', words: 'is even' } },
  maxRows: 4,
  read: (row) => {
    if (row.text('word').length > 3) row.reject('X1', 'word');
    return { number: row.integer('number', 1, 9) };
  },
};
const judge = (text: string) => judgeSheet(text, SHEET, cipher);
const told = (rejects: readonly { row: number; rule: string; field: string; identifier: string }[]) =>
  rejects.map(({ row, rule, field, identifier }) => `${row} ${rule}:${field} ${identifier}`.trim());

test('a row is accepted or told with every rule it breaks, and its key where it is one', async () => {
  const judged = await judge('key,number,word\na,1,yes\nb,12,words\n"0812 3456",1,words\n,1,\n');
  expect(judged.read).toBe(4);
  expect(judged.accepted()).toEqual([{ number: 2, key: 'a', content: { number: 1 } }]);
  expect(told(judged.rejected())).toEqual(['3 X1:word b', '3 C2:number b', '4 X1:word', '5 C1:key']);
});

test('a further rule takes accepted rows back, and the report stays in the order of the file', async () => {
  const judged = await judge('number,key\n2,b\n3,c\n30,d\n3,c');
  judged.gate('X2', 'number', ({ content }) => (content.number ?? 1) % 2 === 0);
  expect(judged.accepted().map(({ key }) => key)).toEqual(['c']);
  expect(told(judged.rejected())).toEqual(['2 X2:number b', '4 C2:number d', '5 C3:key c']);
});

test('rejected rows are a CSV that reads back', async () => {
  const judged = await judge('key,number,word\na,1,words');
  expect(rejectsCsv(judged.rejected())).toBe(
    'row,identifier,field,rule,reason\n2,a,word,X1,"a word is short, ""really"""\n',
  );
});

test.each([
  ['half a surrogate', 'key,number\na,1\nb\uD83D,1', 3],
  ['a character that stands for another encoding', 'key,number\n\uFFFD,1', 2],
  ['a NUL', 'key,number\na,1\nb,1\n\0,1', 4],
])('%s is no UTF-8, in its row', async (_, text, row) => {
  await expect(judge(text)).rejects.toMatchObject({ code: 'ENCODING_INVALID', details: { row } });
});

test('control: whole surrogate pairs are text; one row too many is refused', async () => {
  expect((await judge('key,number,word\na,1,😀')).accepted()).toHaveLength(1);
  const rows = (count: number) =>
    `key,number\n${Array.from({ length: count }, (_, n) => `${'abcde'[n] ?? ''},1\n`).join('')}`;
  expect((await judge(rows(4))).read).toBe(4);
  await expect(judge(rows(5))).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
});

test('the same text has the same hash, another one another', async () => {
  const hash = async (text: string) => (await judge(text)).hash;
  expect(await hash('key,number\na,1')).toBe(await hash('key,number\na,1'));
  expect(await hash('key,number\na,1')).not.toBe(await hash('key,number\na,2'));
});
