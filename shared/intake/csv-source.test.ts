import { Readable } from 'node:stream';
import { createHash } from 'node:crypto';
import { openCsv } from './csv-source';

/** Reads bytes that arrive in chunks of a length, as from a pipe. */
async function read(bytes: Buffer, chunk: number): Promise<{ rows: string[][]; hash: string }> {
  const chunks = [];
  for (let at = 0; at < bytes.length; at += chunk) chunks.push(bytes.subarray(at, at + chunk));
  const source = await openCsv('-', Readable.from(chunks));
  const rows = [[...source.header]];
  for await (const batch of source.batches()) rows.push(...batch);
  return { rows, hash: source.hash() };
}

const CHUNKS = [1, 2, 3, 5, 1_000];

test.each(CHUNKS)('characters of one to four bytes survive chunks of %i bytes', async (chunk) => {
  const text = 'nama,kota\nÉé漢字,😀x\n';
  const { rows, hash } = await read(Buffer.from(`\uFEFF${text}`), chunk);
  expect(rows).toEqual([
    ['nama', 'kota'],
    ['Éé漢字', '😀x'],
  ]);
  expect(hash).toBe(createHash('sha256').update(`\uFEFF${text}`).digest('hex'));
});

test.each<[string, number[]]>([
  ['a lone continuation byte', [0x80]],
  ['a character cut by another', [0xc3, 0x41]],
  ['an overlong form', [0xc0, 0xaf]],
  ['a surrogate', [0xed, 0xa0, 0x80]],
  ['Latin-1', [0xe9, 0x20]],
  ['NUL', [0x00]],
])('%s is refused with the number of its row', async (_, bytes) => {
  const before = 'nama,kota\n"a\nb",c\n';
  const broken = Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from('x,y\nz,z\n')]);
  for (const chunk of CHUNKS) {
    await expect(read(broken, chunk)).rejects.toMatchObject({ code: 'ENCODING_INVALID', details: { row: 3 } });
  }
});

test('a file that ends inside a character is refused', async () => {
  const cut = Buffer.from('nama,kota\na,é').subarray(0, -1);
  for (const chunk of CHUNKS) await expect(read(cut, chunk)).rejects.toMatchObject({ code: 'ENCODING_INVALID' });
});

test('nothing at all is FILE_EMPTY', async () => {
  await expect(read(Buffer.alloc(0), 10)).rejects.toMatchObject({ code: 'FILE_EMPTY' });
  await expect(read(Buffer.from('\n\n'), 10)).rejects.toMatchObject({ code: 'FILE_EMPTY' });
});
