/** For whom a Sentra Kreasi ATENSI is. People laid off are no PPKS type, so this list is its own. */
export const SKA_TARGET_GROUPS = {
  PENYANDANG_DISABILITAS: 'Penyandang disabilitas: persons with disabilities.',
  GELANDANGAN: 'Gelandangan: homeless people.',
  PENGEMIS: 'Pengemis: beggars.',
  PEMULUNG: 'Pemulung: waste pickers.',
  ANAK_TELANTAR: 'Anak telantar: neglected children, for training.',
  LANSIA_TELANTAR: 'Lansia telantar: neglected elderly people.',
  KORBAN_PERDAGANGAN_ORANG: 'Korban perdagangan orang: victims of trafficking.',
  KORBAN_PHK: 'Korban PHK: people laid off.',
  PESERTA_PKH: 'Members of PKH families.',
  PESERTA_PROKUS: 'Families in Prokus.',
  ANGGOTA_KUBE: 'Members of a KUBE.',
  LKS: 'Welfare institutions.',
  DUNIA_USAHA: 'Employers.',
  MASYARAKAT: 'The public.',
} as const;
export type SkaTargetGroup = keyof typeof SKA_TARGET_GROUPS;

/** Usaha: lines of business seen in a Sentra Kreasi ATENSI. */
export const SKA_LINES = {
  KAFE: 'Kafe, kopi.',
  KULINER: 'Kuliner.',
  HIDROPONIK_NURSERY: 'Hidroponik dan nursery.',
  AYAM_PETELUR: 'Ayam petelur.',
  KOMPOS_MAGGOT: 'Kompos dan maggot.',
  KERAJINAN: 'Kerajinan.',
  BATIK_CIPRAT: 'Batik ciprat.',
  SASIRANGAN: 'Sasirangan.',
  DAUR_ULANG: 'Daur ulang.',
  JAHIT_KONVEKSI: 'Jahit, konveksi.',
  SABLON_DESAIN: 'Sablon dan desain grafis.',
  SALON: 'Salon.',
  PIJAT_REFLEKSI: 'Pijat refleksi.',
  LAUNDRY: 'Laundry.',
  TOKO: 'Toko, mart.',
  KOPERASI: 'Koperasi serba usaha.',
  MUSIK: 'Band, musik.',
} as const;
export type SkaLine = keyof typeof SKA_LINES;

/** A Sentra Kreasi ATENSI as the subgraph holds it. */
export interface SkaRow {
  readonly centreId: string;
  readonly targetGroups: readonly SkaTargetGroup[];
  readonly lines: readonly SkaLine[];
  readonly isAssumed: boolean;
}

/** What one line of business made in a month. */
export interface SkaMonthRow {
  readonly centreId: string;
  readonly line: SkaLine;
  readonly month: string;
  readonly revenue: number;
  readonly atWork: number;
}
