/** A job a vacancy can be for. */
export interface Occupation {
  readonly title: string;
  /** Four-digit KBJI 2014 group, which follows ISCO-08. */
  readonly kbji: string;
  /** Skills asked for, the first always, the others sometimes; codes of SKILLS. */
  readonly skills: readonly string[];
  /** What the work asks of a body: STANDING, LIFTING, CLIMBING, FINE_MOTOR, DRIVING. */
  readonly demands: readonly string[];
  readonly remote: boolean;
}

/** Jobs people are placed in after training at a Sentra, and some office work. A choice of ours. */
export const OCCUPATIONS: readonly Occupation[] = [
  job('Operator Jahit', '8153', ['JAHIT', 'KERJA_TIM'], ['FINE_MOTOR']),
  job('Penjahit', '7531', ['JAHIT', 'POLA_BUSANA'], ['FINE_MOTOR']),
  job('Pembatik', '7318', ['BATIK', 'KERAJINAN'], ['FINE_MOTOR']),
  job('Operator Sablon', '7322', ['SABLON', 'DESAIN_GRAFIS'], ['STANDING', 'FINE_MOTOR']),
  job('Desainer Grafis', '2166', ['DESAIN_GRAFIS', 'KOMPUTER_DASAR'], [], true),
  job('Petugas Entri Data', '4132', ['ENTRI_DATA', 'KOMPUTER_DASAR'], [], true),
  job('Staf Administrasi', '4110', ['ADMINISTRASI', 'KOMPUTER_DASAR'], []),
  job('Agen Pusat Layanan', '4222', ['LAYANAN_PELANGGAN', 'KOMPUTER_DASAR'], [], true),
  job('Kasir', '5230', ['KASIR', 'LAYANAN_PELANGGAN'], ['STANDING']),
  job('Pramuniaga', '5223', ['LAYANAN_PELANGGAN', 'KASIR'], ['STANDING']),
  job('Barista', '5132', ['BARISTA', 'LAYANAN_PELANGGAN'], ['STANDING']),
  job('Juru Masak', '5120', ['TATA_BOGA', 'KERJA_TIM'], ['STANDING']),
  job('Pembantu Dapur', '9412', ['TATA_BOGA'], ['STANDING', 'LIFTING']),
  job('Petugas Kebersihan', '9112', ['KEBERSIHAN'], ['STANDING']),
  job('Petugas Laundry', '8157', ['LAUNDRY', 'KERJA_TIM'], ['STANDING', 'LIFTING']),
  job('Petugas Gudang', '4321', ['GUDANG', 'ENTRI_DATA'], ['STANDING', 'LIFTING']),
  job('Pengemas', '9321', ['PENGEMASAN', 'KERJA_TIM'], ['STANDING']),
  job('Terapis Pijat Refleksi', '3255', ['PIJAT_REFLEKSI', 'LAYANAN_PELANGGAN'], ['STANDING']),
  job('Penata Rambut', '5141', ['SALON', 'LAYANAN_PELANGGAN'], ['STANDING', 'FINE_MOTOR']),
  job('Petugas Hidroponik', '6113', ['HIDROPONIK'], ['STANDING']),
  job('Peternak Ayam Petelur', '6122', ['PETERNAKAN_UNGGAS'], ['STANDING', 'LIFTING']),
  job('Mekanik Motor', '7231', ['OTOMOTIF'], ['STANDING', 'FINE_MOTOR']),
  job('Teknisi Listrik', '7412', ['LISTRIK', 'KERJA_TIM'], ['CLIMBING', 'FINE_MOTOR']),
  job('Juru Las', '7212', ['LAS'], ['STANDING', 'FINE_MOTOR']),
  job('Pengemudi Roda Tiga', '8321', ['MENGEMUDI', 'LAYANAN_PELANGGAN'], ['DRIVING', 'LIFTING']),
];

/** Every skill code a vacancy may name. */
export const SKILLS: readonly string[] = [...new Set(OCCUPATIONS.flatMap(({ skills }) => skills))].sort();

/** Accommodations a workplace can offer. */
export const ACCOMMODATIONS: readonly string[] = [
  'RAMP_LIFT',
  'TOILET_AKSES',
  'JBI',
  'PEMBACA_LAYAR',
  'JAM_FLEKSIBEL',
  'PENDAMPING_KERJA',
  'ALAT_BANTU',
  'TRANSPORTASI',
  'TUGAS_DISESUAIKAN',
  'RUANG_TENANG',
];

function job(
  title: string,
  kbji: string,
  skills: readonly string[],
  demands: readonly string[],
  remote = false,
): Occupation {
  return { title, kbji, skills, demands, remote };
}
