import type { Dimension } from './cube';

/** What cubes about employers share, and the SQL that gives their columns from a row of `employer`. */

/** Workers in all, lower bounds. */
const SIZES = { UNDER_20: 0, FROM_20: 20, FROM_100: 100, FROM_500: 500, FROM_1000: 1000, FROM_5000: 5000 } as const;

export const EMPLOYER_TYPE: Dimension = {
  name: 'EMPLOYER_TYPE',
  column: 'employer_type',
  kind: 'CODES',
  title: { en: 'Type of employer', id: 'Tipe pemberi kerja' },
  of: 'UNIT',
  categories: {
    BUMN: 'Badan Usaha Milik Negara: owned by the state.',
    ANAK_BUMN: 'Anak perusahaan BUMN.',
    BUMD: 'Badan Usaha Milik Daerah.',
    SWASTA: 'Perusahaan swasta: private company.',
    KOPERASI: 'Koperasi: cooperative.',
    INSTANSI_PEMERINTAH: 'Instansi pemerintah: public authority.',
    SKA_INTERNAL: "Sentra Kreasi ATENSI: workshop inside one of the ministry's own centres.",
  },
};
export const SECTOR: Dimension = {
  name: 'SECTOR',
  column: 'sector',
  kind: 'TEXT',
  title: { en: 'Sector of the employer, a section of KBLI 2020', id: 'Sektor (KBLI)' },
  of: 'UNIT',
};
export const SIZE_BAND: Dimension = {
  name: 'SIZE_BAND',
  column: 'size_band',
  kind: 'CODES',
  title: { en: 'Workers of the employer, as it last reported', id: 'Ukuran pemberi kerja' },
  of: 'UNIT',
  categories: {
    UNDER_20: 'Fewer than 20.',
    FROM_20: '20 to 99.',
    FROM_100: '100 to 499.',
    FROM_500: '500 to 999.',
    FROM_1000: '1,000 to 4,999.',
    FROM_5000: '5,000 and more.',
  },
};
export const CONTRACT: Dimension = {
  name: 'CONTRACT',
  column: 'contract',
  kind: 'CODES',
  title: { en: 'Kind of contract', id: 'Jenis perjanjian kerja' },
  of: 'ROW',
  categories: {
    PKWT: 'Perjanjian kerja waktu tertentu: fixed term.',
    PKWTT: 'Perjanjian kerja waktu tidak tertentu: permanent.',
    MAGANG: 'Pemagangan: apprenticeship.',
    NONE: 'Nothing was offered.',
  },
};

/** Columns of EMPLOYER_TYPE, SECTOR and SIZE_BAND. */
export function employerColumns(row: string): string {
  const sizes = Object.entries(SIZES).reverse();
  const cases = sizes.map(([band, from]) => `WHEN ${row}.headcount >= ${from} THEN '${band}'`);
  return `${row}.type AS employer_type, ${row}.sector AS sector,
    CASE WHEN ${row}.reported_until IS NULL THEN 'UNKNOWN' ${cases.join(' ')} END AS size_band`;
}

/** The same where a unit may have several employers. */
export const asRow = (dimension: Dimension): Dimension => ({ ...dimension, of: 'ROW' });
