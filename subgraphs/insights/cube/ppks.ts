import type { Dimension } from './cube';

/** Types of PPKS that stigmatise or endanger, by cluster. */
const PROTECTED = {
  ANAK: {
    ANAK_BERHADAPAN_DENGAN_HUKUM: 'Anak berhadapan dengan hukum.',
    ANAK_KORBAN_KEKERASAN: 'Anak korban kekerasan.',
    ANAK_MEMERLUKAN_PERLINDUNGAN_KHUSUS: 'Anak memerlukan perlindungan khusus.',
  },
  TUNA_SOSIAL_KPO: {
    TUNA_SUSILA: 'Tuna susila.',
    BEKAS_WARGA_BINAAN: 'Bekas warga binaan.',
    KORBAN_TRAFFICKING: 'Korban trafficking.',
    KORBAN_TINDAK_KEKERASAN: 'Korban tindak kekerasan.',
  },
  KORBAN_NAPZA: { KORBAN_NAPZA: 'Korban NAPZA.' },
  PPKS_LAIN: { KELOMPOK_MINORITAS: 'Kelompok minoritas.', ODHA: 'ODHA.' },
} as const;

const ORDINARY = {
  ANAK: {
    ANAK_BALITA_TELANTAR: 'Anak balita telantar.',
    ANAK_TELANTAR: 'Anak telantar.',
    ANAK_JALANAN: 'Anak jalanan.',
    ANAK_DENGAN_KEDISABILITASAN: 'Anak dengan kedisabilitasan.',
  },
  PENYANDANG_DISABILITAS: { PENYANDANG_DISABILITAS: 'Penyandang disabilitas.' },
  LANJUT_USIA: { LANJUT_USIA_TELANTAR: 'Lanjut usia telantar.' },
  TUNA_SOSIAL_KPO: {
    GELANDANGAN: 'Gelandangan.',
    PENGEMIS: 'Pengemis.',
    PEMULUNG: 'Pemulung.',
    PEKERJA_MIGRAN_BERMASALAH_SOSIAL: 'Pekerja migran bermasalah sosial.',
  },
  KORBAN_BENCANA: {
    KORBAN_BENCANA_ALAM: 'Korban bencana alam.',
    KORBAN_BENCANA_SOSIAL: 'Korban bencana sosial.',
  },
  PPKS_LAIN: {
    PEREMPUAN_RAWAN_SOSIAL_EKONOMI: 'Perempuan rawan sosial ekonomi.',
    FAKIR_MISKIN: 'Fakir miskin.',
    KELUARGA_BERMASALAH_SOSIAL_PSIKOLOGIS: 'Keluarga bermasalah sosial psikologis.',
    KOMUNITAS_ADAT_TERPENCIL: 'Komunitas adat terpencil.',
  },
} as const;

const typesOf = (groups: Readonly<Record<string, Readonly<Record<string, string>>>>) =>
  Object.assign({}, ...Object.values(groups)) as Readonly<Record<string, string>>;

/** The cluster of each type. */
const CLUSTERS: Readonly<Record<string, string>> = Object.fromEntries(
  [...Object.entries(ORDINARY), ...Object.entries(PROTECTED)].flatMap(([cluster, types]) =>
    Object.keys(types).map((type) => [type, cluster] as const),
  ),
);

/** Every type, one category each. */
export const PPKS_TYPE: Dimension = {
  name: 'PPKS_TYPE',
  column: 'ppks_type',
  kind: 'CODES',
  title: { en: 'Type of PPKS', id: 'Jenis PPKS' },
  of: 'ROW',
  parent: 'CLUSTER',
  within: CLUSTERS,
  categories: { ...typesOf(ORDINARY), ...typesOf(PROTECTED) },
  sensitive: Object.keys(typesOf(PROTECTED)),
};

/** Clusters of Permensos 7/2022; which types a cluster has is a choice of the platform. */
export const CLUSTER: Dimension = {
  name: 'CLUSTER',
  column: 'cluster',
  kind: 'CODES',
  title: { en: 'Cluster of PPKS', id: 'Klaster' },
  of: 'ROW',
  categories: {
    ANAK: 'Anak.',
    PENYANDANG_DISABILITAS: 'Penyandang disabilitas.',
    TUNA_SOSIAL_KPO: 'Tuna sosial dan korban perdagangan orang.',
    KORBAN_NAPZA: 'Korban penyalahgunaan NAPZA.',
    LANJUT_USIA: 'Lanjut usia.',
    KORBAN_BENCANA: 'Korban bencana.',
    PPKS_LAIN: 'PPKS lainnya.',
  },
  // A cluster of nothing but a protected type tells it; that of people met outside holds most of the others.
  sensitive: ['KORBAN_NAPZA', 'TUNA_SOSIAL_KPO'],
};

/** The cluster of a type, as SQL. */
export function clusterOf(type: string): string {
  const clusters = [...Object.entries(ORDINARY), ...Object.entries(PROTECTED)].map(
    ([cluster, types]) =>
      `WHEN ${type} IN (${Object.keys(types)
        .map((each) => `'${each}'`)
        .join(', ')}) THEN '${cluster}'`,
  );
  return `CASE ${clusters.join(' ')} ELSE 'UNKNOWN' END`;
}
