import { createHash } from 'node:crypto';
import { z } from 'zod';
import { onceForKey, openCapability, sealCapability } from '../../../shared/database';
import type { Database, FieldCipher, WriteManager } from '../../../shared/database';
import { systemActor } from '../../../shared/viewer';
import type { Viewer } from '../../../shared/viewer';
import type { ProtectedTable } from '../table/table';
import type { ExportFormat } from './format';
import { fileName, writeFile } from './write-file';

/** An export is of one table in one format. */
export interface ExportRequest {
  readonly table: ProtectedTable;
  readonly format: ExportFormat;
  readonly clientKey: string;
}

/** What an account was given. */
export interface Exported {
  readonly bytes: number;
  /** Of the file, in hexadecimal. */
  readonly sha256: string;
  /** ISO time after which its link is no good. */
  readonly expiresAt: string;
}

/** How long a link is good. */
const LINK_MINUTES = 15;

/**
 * Exports a table: its file is made once, and who took it is written down each time.
 * @throws CodedError IDEMPOTENCY_MISMATCH, BAD_USER_INPUT
 */
export function exportTable(
  manager: WriteManager,
  { subject, role, purpose }: Viewer,
  { table, format, clientKey }: ExportRequest,
): Promise<Exported> {
  return onceForKey(manager, { subject, key: clientKey, input: { export: { table: table.id, format } } }, async () => {
    const file = await keepFile(manager, table, format);
    const [taken]: { at: Date }[] = await manager.query(
      `INSERT INTO stat_export (account, role, purpose, table_id, format) VALUES ($1, $2, $3, $4, $5) RETURNING at`,
      [subject, role, purpose ?? null, table.id, format],
    );
    if (!taken) throw new Error('an export was not written down');
    return { ...file, expiresAt: new Date(taken.at.getTime() + LINK_MINUTES * 60_000).toISOString() };
  });
}

type KeptFile = Pick<Exported, 'bytes' | 'sha256'>;

/** The file of a table, made if it is not there: of two that make it at once one is kept. */
async function keepFile(manager: WriteManager, table: ProtectedTable, format: ExportFormat): Promise<KeptFile> {
  const find = async () => {
    const [file]: KeptFile[] = await manager.query(
      'SELECT length(content) AS bytes, sha256 FROM stat_file WHERE table_id = $1 AND format = $2',
      [table.id, format],
    );
    return file;
  };
  const known = await find();
  if (known) return known;
  const content = await writeFile(table, format);
  const sha256 = createHash('sha256').update(content).digest('hex');
  await manager.query(
    `INSERT INTO stat_file (table_id, format, name, content, sha256) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT DO NOTHING`,
    [table.id, format, fileName(table, format), content, sha256],
  );
  const kept = await find();
  if (!kept) throw new Error('a file was not kept');
  return kept;
}

/** The kind of capability, see `sealCapability`. */
const LINK = 'stat-export';
const linkSchema = z.strictObject({ table: z.string(), format: z.string() });

/** Seals what a link gives: this file, to whoever has the link, until it expires. */
export function sealLink(cipher: FieldCipher, { id }: ProtectedTable, format: ExportFormat, expiresAt: string): string {
  const seconds = Math.floor((Date.parse(expiresAt) - Date.now()) / 1000);
  return sealCapability(cipher, LINK, { table: id, format }, seconds);
}

/** A file as it is kept. */
export interface StoredFile {
  readonly name: string;
  readonly format: string;
  readonly content: Buffer;
}

const READER = systemActor('download of a table');

/** The file of a link; undefined for a link that is forged, of another kind or too old. */
export async function findFile(
  { database, cipher }: { readonly database: Database; readonly cipher: FieldCipher },
  token: string,
): Promise<StoredFile | undefined> {
  const link = openCapability(cipher, LINK, linkSchema, token);
  if (!link) return undefined;
  const { rows } = await database.bulk(READER, (client) =>
    client.query<StoredFile>('SELECT name, format, content FROM stat_file WHERE table_id = $1 AND format = $2', [
      link.table,
      link.format,
    ]),
  );
  return rows[0];
}
