/** Words about a vacancy (lowongan), each with what it means; they stand in vacancies.csv as they are here. */

/** Status lowongan. */
export const VACANCY_STATUSES = {
  DRAFT: 'Konsep: seen by the employer only.',
  PUBLISHED: 'Terbit: public while its employer is active.',
  FILLED: 'Terisi: every seat is taken.',
  CLOSED: 'Ditutup: ended without being filled.',
} as const;
export type VacancyStatus = keyof typeof VACANCY_STATUSES;

/** Modus kerja. */
export const WORK_MODES = {
  ONSITE: 'Di tempat kerja.',
  HYBRID: 'Gabungan.',
  REMOTE: 'Jarak jauh.',
} as const;
export type WorkMode = keyof typeof WORK_MODES;

/** Jenis perjanjian kerja. */
export const CONTRACT_TYPES = {
  PKWT: 'Perjanjian kerja waktu tertentu: fixed term.',
  PKWTT: 'Perjanjian kerja waktu tidak tertentu: permanent.',
  MAGANG: 'Pemagangan: apprenticeship.',
} as const;
export type ContractType = keyof typeof CONTRACT_TYPES;

/** Tuntutan fisik: what the work asks of a body. */
export const PHYSICAL_DEMANDS = {
  STANDING: 'Berdiri lama.',
  LIFTING: 'Mengangkat beban.',
  CLIMBING: 'Memanjat.',
  FINE_MOTOR: 'Motorik halus.',
  DRIVING: 'Mengemudi.',
} as const;
export type PhysicalDemand = keyof typeof PHYSICAL_DEMANDS;

/** Akomodasi yang layak: adjustments a workplace offers (UU 8/2016 art. 1 no. 9). */
export const ACCOMMODATIONS = {
  RAMP_LIFT: 'Ramp or lift.',
  TOILET_AKSES: 'Toilet akses: accessible toilet.',
  JBI: 'Juru bahasa isyarat: sign-language interpreter.',
  PEMBACA_LAYAR: 'Pembaca layar: screen reader.',
  JAM_FLEKSIBEL: 'Jam kerja fleksibel: flexible hours.',
  PENDAMPING_KERJA: 'Pendamping kerja: job coach.',
  ALAT_BANTU: 'Alat bantu: assistive devices.',
  TRANSPORTASI: 'Transportasi: transport to work.',
  TUGAS_DISESUAIKAN: 'Tugas disesuaikan: adapted tasks.',
  RUANG_TENANG: 'Ruang tenang: quiet room.',
} as const;
export type Accommodation = keyof typeof ACCOMMODATIONS;

/** Aturan lowongan: kinds of dated rules. */
export const VACANCY_RULES = {
  WAGE_FLOOR_PERCENT: 'Share of the minimum wage (UMK) that must be paid at least, in percent.',
  OPEN_MONTHS: 'Months ahead the last day to apply may lie at most.',
} as const;
