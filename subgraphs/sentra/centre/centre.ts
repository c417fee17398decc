/** Words about the ministry's own rehabilitation centres, each with what it means. */

/** Jenis: what a centre is called. */
export const CENTRE_TYPES = {
  SENTRA: 'Sentra.',
  SENTRA_TERPADU: 'Sentra Terpadu: a bigger centre with several services under one roof.',
} as const;
export type CentreType = keyof typeof CENTRE_TYPES;

/** Klaster: groups of people a centre serves (Permensos 7/2022). */
export const CLUSTERS = {
  ANAK: 'Anak: children.',
  PENYANDANG_DISABILITAS: 'Penyandang disabilitas: persons with disabilities.',
  TUNA_SOSIAL_KPO: 'Tuna sosial dan korban perdagangan orang: homeless people, beggars, victims of trafficking.',
  KORBAN_NAPZA: 'Korban penyalahgunaan NAPZA: victims of drug abuse.',
  LANJUT_USIA: 'Lanjut usia: the elderly.',
  KORBAN_BENCANA: 'Korban bencana: victims of disasters.',
  PPKS_LAIN: 'PPKS lainnya: others who need social services.',
} as const;
export type Cluster = keyof typeof CLUSTERS;

/** Jurusan: trades a centre teaches. A choice of ours, after the lines of business of the Sentra Kreasi ATENSI. */
export const VOCATIONAL_MAJORS = {
  MENJAHIT: 'Menjahit: sewing, garments.',
  TATA_BOGA: 'Tata boga: cooking, catering.',
  BARISTA: 'Barista: coffee and a café.',
  TATA_RIAS: 'Tata rias: hair and beauty.',
  PIJAT: 'Pijat: massage and reflexology.',
  KERAJINAN: 'Kerajinan: crafts and batik.',
  DESAIN_GRAFIS: 'Desain grafis dan sablon: graphic design and screen printing.',
  KOMPUTER: 'Komputer: office software, data entry.',
  PERTANIAN: 'Pertanian: hydroponics, poultry, compost.',
  OTOMOTIF: 'Otomotif: repair of motorcycles.',
  ELEKTRONIKA: 'Elektronika: repair of electronic devices, making of assistive ones.',
  MUSIK: 'Musik: music.',
} as const;
export type VocationalMajor = keyof typeof VOCATIONAL_MAJORS;

/** A centre as the subgraph holds it. */
export interface CentreRow {
  readonly id: string;
  readonly name: string;
  readonly type: CentreType;
  readonly place: string;
  readonly regencyCode: string;
  readonly provinceCodes: readonly string[];
  readonly clusters: readonly Cluster[];
  readonly capacity: number;
  readonly residents: number;
  readonly vocationalMajors: readonly VocationalMajor[];
  readonly hasWorkshop: boolean;
  readonly hasSka: boolean;
  readonly isUncertain: boolean;
  readonly assumedFields: readonly string[];
  readonly note: string | null;
}
