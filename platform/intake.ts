import type { Config } from '../shared/config';
import { createFieldCipher } from '../shared/database';
import { importFile } from '../shared/intake';
import type { ImportReport, Layout } from '../shared/intake';
import { CATALOGUE } from './catalogue';
import { getMember } from './database/session';
import type { Report } from './console/progress';
import type { RelayMember } from './relay';
import { drainAll, drainMember } from './relay';

/** Every registry file that can be imported, in the order in which the files of a nation have to arrive. */
export const LAYOUTS: readonly Layout[] = CATALOGUE.flatMap(({ layouts }) => layouts);

/** What an import needs: where to read, whose schemas to write, and the keys. */
export interface IntakeOptions {
  /** A path, or `-` for standard input. */
  readonly source: string;
  readonly config: Config;
  readonly members: readonly RelayMember[];
  /** Where rejected rows go, by layout; nowhere if left out. */
  readonly rejects?: (layout: string) => string;
  readonly report?: Report;
  /** Whether a relay is at work anyway, so that nothing waits for it but what reads its models. */
  readonly isRelayed?: boolean;
}

/**
 * Imports one registry file, with the read models it depends on brought up to date before and the ones that depend on it
 * after.
 * @throws CodedError of the file or of the import
 */
export async function importRegistryFile(options: IntakeOptions): Promise<ImportReport> {
  const { source, config, members, rejects, report, isRelayed = false } = options;
  const result = await importFile({
    source,
    layouts: LAYOUTS,
    database: async (subgraph) => {
      const member = getMember(members, subgraph);
      // What it decides on must be complete first; what others keep of it can wait.
      await drainMember(member, members);
      return member.database;
    },
    cipher: createFieldCipher(config.keys),
    rejects,
    onProgress: ({ step, rows, bytes, totalBytes }) => {
      if (step === 'reading' && totalBytes !== undefined) report?.(bytes, totalBytes);
      else report?.(`${rows.toLocaleString('en')} rows, ${step}`);
    },
  });
  if (!isRelayed) await drainAll(members);
  return result;
}
