import type { FieldCipher } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import { openCsv } from '../../../shared/intake';
import { DEFECTS, pairOf } from './score';
import type { Defect } from './score';

const COLUMNS = ['subjek', 'id', 'defect', 'rujukan'] as const;
type TruthRow = Readonly<Record<(typeof COLUMNS)[number], string>>;

/** The defects a family has as a whole; the others are looked for at its members. */
const OF_FAMILIES: readonly Defect[] = ['WRONG_REGION', 'ONE_MEMBER_FAMILY', 'INCLUSION', 'EXCLUSION'];

/**
 * Reads the defects a generator planted (truth.csv), by the public ids the registry knows its subjects by.
 * @returns ids by defect; for DUPLICATE the name of the pair
 * @throws CodedError COLUMN_MISSING, and of the file (see openCsv)
 */
export async function readTruth(file: string, cipher: FieldCipher): Promise<Map<Defect, Set<string>>> {
  const source = await openCsv(file);
  try {
    const missing = COLUMNS.filter((column) => !source.header.includes(column));
    if (missing.length > 0) throw new CodedError('COLUMN_MISSING', { columns: missing });
    const truth = new Map<Defect, Set<string>>(DEFECTS.map((defect) => [defect, new Set()]));
    for await (const batch of source.batches()) {
      for (const cells of batch) note(truth, rowOf(source.header, cells), cipher);
    }
    return truth;
  } finally {
    source.close();
  }
}

function rowOf(header: readonly string[], cells: readonly string[]): TruthRow {
  const cell = (column: (typeof COLUMNS)[number]) => cells[header.indexOf(column)] ?? '';
  return { subjek: cell('subjek'), id: cell('id'), defect: cell('defect'), rujukan: cell('rujukan') };
}

/** STALE stands in the file for the family and for its persons; only the latter are compared. */
function note(truth: ReadonlyMap<Defect, Set<string>>, row: TruthRow, cipher: FieldCipher): void {
  const defect = DEFECTS.find((known) => known === row.defect);
  if (!defect || OF_FAMILIES.includes(defect) !== (row.subjek === 'FAMILY')) return;
  const id = cipher.publicId(row.subjek === 'FAMILY' ? 'family' : 'person', row.id);
  truth.get(defect)?.add(defect === 'DUPLICATE' ? pairOf(id, cipher.publicId('person', row.rujukan)) : id);
}
