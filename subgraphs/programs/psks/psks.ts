/** PSKS: who and what helps people in need, the twelve types of Permensos 8/2012 (potensi dan sumber kesejahteraan sosial). */
export const PSKS_TYPES = {
  PEKERJA_SOSIAL_PROFESIONAL: 'Professional social worker.',
  PSM: 'Pekerja sosial masyarakat: social worker of the community.',
  TAGANA: 'Taruna siaga bencana: disaster volunteers.',
  LKS: 'Lembaga kesejahteraan sosial: welfare institution.',
  KARANG_TARUNA: 'Youth organisation of a village.',
  LK3: 'Lembaga konsultasi kesejahteraan keluarga: family counselling.',
  KELUARGA_PIONER: 'Pioneer family.',
  WKSBM: 'Wahana kesejahteraan sosial berbasis masyarakat: community-based welfare.',
  WANITA_PEMIMPIN: 'Woman leader of social welfare.',
  PENYULUH_SOSIAL: 'Social counsellor.',
  TKSK: 'Tenaga kesejahteraan sosial kecamatan: the welfare officer of a district.',
  DUNIA_USAHA: 'Companies.',
} as const;
export type PsksType = keyof typeof PSKS_TYPES;

/** How many helpers of a type a regency reported for a year. */
export interface PsksCountRow {
  readonly type: PsksType;
  readonly regencyCode: string;
  readonly year: number;
  readonly number: number;
}
