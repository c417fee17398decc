/** Jenis catatan. */
export const NOTE_KINDS = {
  GENERAL: 'Catatan kasus.',
  PSYCHOSOCIAL: 'Catatan psikososial.',
  PSYCHOSOCIAL_CLOSING: 'Catatan penutup psikososial: how the person is at the end of the training.',
} as const;
export type NoteKind = keyof typeof NOTE_KINDS;

/** A note as the subgraph holds it. */
export interface NoteRow {
  readonly id: string;
  readonly caseId: string;
  readonly personId: string | null;
  readonly episode: number;
  readonly kind: NoteKind;
  readonly text: string;
  readonly writtenAt: string;
}
