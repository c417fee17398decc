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

/** More people than a line of business can have at work: a slip of the pen. */
export const MOST_AT_WORK = 10_000;

/** What statistics learn of a month, in the outbox: public but for how many work there, which is told from ten on. */
export const publishSkaMonths = (where: string): string => `
  INSERT INTO outbox (topic, entity_id, payload)
  SELECT 'ska_month', md5('ska ' || f.centre_id || ' ' || f.line || ' ' || f.month)::uuid,
    jsonb_build_object('centreId', f.centre_id, 'line', f.line, 'month', f.month, 'revenue', f.revenue,
      'atWork', least(f.at_work, ${MOST_AT_WORK}))
  FROM ska_month f WHERE ${where} ORDER BY f.month, f.centre_id, f.line`;
