import type { BulkConnection } from '../../../shared/database';

/** A defect class of the generator's truth file. */
export type Defect =
  | 'NIK_INVALID'
  | 'UNMATCHED'
  | 'DUPLICATE'
  | 'DECEASED'
  | 'WRONG_REGION'
  | 'NAME_VARIANT'
  | 'ONE_MEMBER_FAMILY'
  | 'STALE'
  | 'INCLUSION'
  | 'EXCLUSION';

/** How well the registry found one defect: shares between 0 and 1, null where nothing was found or injected. */
export interface DefectScore {
  readonly defect: Defect;
  readonly injected: number;
  readonly found: number;
  readonly precision: number | null;
  readonly recall: number | null;
}

const finding = (rule: string) => `SELECT subject_id AS id FROM finding WHERE rule = '${rule}'`;
const matched = (status: string) => `SELECT id FROM person WHERE match_status = '${status}'`;

/** Whom the registry found with a defect: public ids of persons, or of families for the defects of a family. */
const FOUND: Readonly<Record<Defect, string>> = {
  NIK_INVALID: `SELECT subject_id AS id FROM quarantine WHERE layout = 'persons' AND rule IN ('N1', 'N2', 'N3')
    AND resolved_at IS NULL`,
  UNMATCHED: matched('TIDAK_PADAN'),
  // As pairs: which of the two records is the second one, only the truth knows. An officer's "different" takes one back.
  DUPLICATE: `SELECT left_id AS id, right_id AS other FROM duplicate_candidate WHERE status IN ('OPEN', 'SAME', 'MERGED')`,
  DECEASED: matched('MENINGGAL'),
  WRONG_REGION: `${finding('MOVED')} UNION SELECT subject_id FROM quarantine WHERE layout = 'families' AND rule = 'R1'
    AND resolved_at IS NULL`,
  NAME_VARIANT: finding('NAME_VARIANT'),
  ONE_MEMBER_FAMILY: finding('ONE_MEMBER_FAMILY'),
  STALE: finding('STALE'),
  INCLUSION: finding('INCLUSION'),
  EXCLUSION: finding('EXCLUSION'),
};
export const DEFECTS = Object.keys(FOUND) as Defect[];

/**
 * Compares what the registry found with what is true, one defect at a time: what was found of another defect of the same
 * subject is neither right nor wrong here. STALE and the like are looked for at persons, whose families follow.
 * @param truth public ids by defect; for DUPLICATE the pair joined by `|`, the lesser id first
 */
export async function scoreDefects(
  connection: BulkConnection,
  truth: ReadonlyMap<Defect, ReadonlySet<string>>,
): Promise<DefectScore[]> {
  const scores: DefectScore[] = [];
  for (const defect of DEFECTS) {
    const { rows } = await connection.query<{ id: string; other?: string }>(FOUND[defect]);
    const found = new Set(rows.map(({ id, other }) => (other === undefined ? id : pairOf(id, other))));
    scores.push(scoreSets(defect, found, truth.get(defect) ?? new Set()));
  }
  return scores;
}

/** The name of a pair, whichever side comes first. */
export function pairOf(one: string, other: string): string {
  return one < other ? `${one}|${other}` : `${other}|${one}`;
}

export function scoreSets(defect: Defect, found: ReadonlySet<string>, injected: ReadonlySet<string>): DefectScore {
  const right = [...found].filter((id) => injected.has(id)).length;
  return {
    defect,
    injected: injected.size,
    found: found.size,
    precision: found.size === 0 ? null : right / found.size,
    recall: injected.size === 0 ? null : right / injected.size,
  };
}
