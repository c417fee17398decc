import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { generateNation } from './nation';
import type { NationManifest } from './nation';
import { COLUMNS } from './registry-rows';
import type { NationFile } from './registry-rows';

/** A row by column name. */
export type Row = Readonly<Record<string, string>>;

/** A nation as a test reads it: back from its files. */
export interface NationOnDisk {
  readonly manifest: NationManifest;
  readonly tables: Readonly<Record<NationFile, readonly Row[]>>;
}

/** A nation in a folder of its own, which is gone when the promise settles. */
export async function nationOnDisk(scale: number, seed: number): Promise<NationOnDisk> {
  return inFolder(async (out) => {
    const manifest = await generateNation({ scale, seed, out });
    const tables = await Promise.all(Object.keys(COLUMNS).map(async (name) => [name, await table(join(out, name))]));
    return { manifest, tables: Object.fromEntries(tables) as Record<NationFile, Row[]> };
  });
}

/** SHA-256 of every file of a nation. */
export async function nationHashes(scale: number, seed: number): Promise<Record<string, string>> {
  return inFolder(async (out) => {
    await generateNation({ scale, seed, out });
    const names = (await readdir(out)).sort();
    const hashes = names.map(async (name) => [
      name,
      createHash('sha256')
        .update(await readFile(join(out, name)))
        .digest('hex'),
    ]);
    return Object.fromEntries(await Promise.all(hashes)) as Record<string, string>;
  });
}

/** Runs something in a new folder and removes the folder. */
export async function inFolder<T>(run: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'nation-'));
  try {
    return await run(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Rows by the value of a column, which has to be unique. */
export function byKey(rows: readonly Row[], column: string): Map<string, Row> {
  const found = new Map<string, Row>();
  for (const row of rows) {
    const key = row[column] ?? '';
    if (found.has(key)) throw new Error(`${column} ${key} is there twice`);
    found.set(key, row);
  }
  return found;
}

/** Rows grouped by the value of a column. */
export function groups(rows: readonly Row[], column: string): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const key = row[column] ?? '';
    const group = found.get(key);
    if (group) group.push(row);
    else found.set(key, [row]);
  }
  return found;
}

async function table(path: string): Promise<Row[]> {
  return parse(await readFile(path), { columns: true });
}
