/** Words about a case, each with what it means. Lists without a regulation behind them are choices of the platform. */

/** Where somebody was met. */
export const PLACE_KINDS = {
  STREET: 'Jalanan.',
  MARKET: 'Pasar.',
  STATION: 'Stasiun atau terminal.',
  SHELTER: 'Rumah singgah.',
  HOME: 'Rumah.',
  OTHER: 'Tempat lain.',
} as const;
export type PlaceKind = keyof typeof PLACE_KINDS;

/** How it came to the meeting. */
export const OUTREACH_SOURCES = {
  PATROL: 'Penjangkauan: an outreach round of the centre.',
  COMMAND_CENTER: 'Laporan Command Center.',
  FIELD_HELPER: 'TKSK or another field helper.',
  LKS: 'Lembaga Kesejahteraan Sosial.',
  REGIONAL_OFFICE: 'Dinas sosial.',
  OWN_INITIATIVE: 'The person or the family came.',
} as const;
export type OutreachSource = keyof typeof OUTREACH_SOURCES;

/** Who consents (UU PDP art. 25 and 26). */
export const CONSENT_GIVERS = {
  SELF: 'The person.',
  ORTU: 'Orang tua: a parent.',
  WALI: 'Wali: a guardian.',
} as const;
export type ConsentGiver = keyof typeof CONSENT_GIVERS;

/** In what form consent was asked for (UU PDP art. 26). */
export const CONSENT_MODES = {
  BRAILLE: 'Braille.',
  JBI: 'Juru bahasa isyarat: with a sign interpreter.',
  LISAN: 'Lisan: read aloud.',
  MUDAH_BACA: 'Mudah dibaca: in easy language.',
} as const;
export type ConsentMode = keyof typeof CONSENT_MODES;

/** How sure it is who the person is. */
export const IDENTITIES = {
  REGISTERED: 'Of the registry, with papers.',
  UNDOCUMENTED: 'Without papers: biometric recording by Dukcapil is to be arranged.',
} as const;
export type Identity = keyof typeof IDENTITIES;

/** Hasil case conference. */
export const CONFERENCE_RESULTS = {
  LULUS: 'Diterima: served by the centre.',
  PENDING: 'Something is missing; another conference decides.',
  TIDAK_LULUS: 'Tidak diterima: not for this centre.',
} as const;
export type ConferenceResult = keyof typeof CONFERENCE_RESULTS;

/** Basis layanan ATENSI (Permensos 7/2021). */
export const BASES = {
  KELUARGA: 'Within the family.',
  KOMUNITAS: 'Within the community.',
  RESIDENSIAL: 'In the centre.',
} as const;
export type Base = keyof typeof BASES;

/** What has to hold before somebody is called ready. */
export const READINESS_ITEMS = {
  HEALTH: 'Fit for the work in view.',
  SKILL: 'Has the skill, shown in practice.',
  PAPERS: 'Has the papers that employers or banks ask for.',
  MOTIVATION: 'Wants to, and knows what is expected.',
  FAMILY_SUPPORT: 'Has somebody to turn to.',
  PLACE_TO_LIVE: 'Has a place to live near the work.',
} as const;
export type ReadinessItem = keyof typeof READINESS_ITEMS;

/** Akomodasi: adjustments a person needs at work; the words of vacancies. */
export const ACCOMMODATIONS = {
  RAMP_LIFT: 'Ramp or lift.',
  TOILET_AKSES: 'Accessible toilet.',
  JBI: 'Sign interpreter.',
  PEMBACA_LAYAR: 'Screen reader.',
  JAM_FLEKSIBEL: 'Flexible hours.',
  PENDAMPING_KERJA: 'Job coach.',
  ALAT_BANTU: 'Assistive device.',
  TRANSPORTASI: 'Transport.',
  TUGAS_DISESUAIKAN: 'Adjusted tasks.',
  RUANG_TENANG: 'Quiet room.',
} as const;
export type Accommodation = keyof typeof ACCOMMODATIONS;

/** What became of somebody who was ready. */
export const FOLLOW_UP_OUTCOMES = {
  PLACED: 'Ditempatkan: works for an employer.',
  PROKUS: 'Own business with Prokus.',
  PENA: 'Own business with PENA.',
  KUBE: 'Own business with a KUBE.',
  SKA: 'Works in a Sentra Kreasi ATENSI.',
  OWN_BUSINESS: 'Own business without a program.',
} as const;
export type FollowUpOutcome = keyof typeof FOLLOW_UP_OUTCOMES;

/** Ordinary types of PPKS (after Permensos 8/2012). */
export const PPKS_TYPES = {
  ANAK_BALITA_TELANTAR: 'Neglected child under five.',
  ANAK_TELANTAR: 'Neglected child.',
  ANAK_JALANAN: 'Street child.',
  ANAK_DENGAN_KEDISABILITASAN: 'Child with a disability.',
  LANJUT_USIA_TELANTAR: 'Neglected elderly person.',
  PENYANDANG_DISABILITAS: 'Person with a disability.',
  GELANDANGAN: 'Homeless person.',
  PENGEMIS: 'Beggar.',
  PEMULUNG: 'Waste picker.',
  PEKERJA_MIGRAN_BERMASALAH_SOSIAL: 'Migrant worker in difficulties.',
  KORBAN_BENCANA_ALAM: 'Victim of a natural disaster.',
  KORBAN_BENCANA_SOSIAL: 'Victim of a social disaster.',
  PEREMPUAN_RAWAN_SOSIAL_EKONOMI: 'Woman at social and economic risk.',
  FAKIR_MISKIN: 'Poor person.',
  KELUARGA_BERMASALAH_SOSIAL_PSIKOLOGIS: 'Family with social and psychological problems.',
  KOMUNITAS_ADAT_TERPENCIL: 'Remote indigenous community.',
} as const;
export type PpksType = keyof typeof PPKS_TYPES;

/** Types of PPKS that stigmatise or endanger: for the named team of a case only. */
export const PROTECTED_PPKS_TYPES = {
  ANAK_BERHADAPAN_DENGAN_HUKUM: 'Child in conflict with the law.',
  ANAK_KORBAN_KEKERASAN: 'Child who suffered violence.',
  ANAK_MEMERLUKAN_PERLINDUNGAN_KHUSUS: 'Child in need of special protection.',
  TUNA_SUSILA: 'Tuna susila.',
  KELOMPOK_MINORITAS: 'Minority group.',
  BEKAS_WARGA_BINAAN: 'Former prisoner.',
  ODHA: 'Person living with HIV/AIDS.',
  KORBAN_NAPZA: 'Victim of drug abuse.',
  KORBAN_TRAFFICKING: 'Victim of trafficking.',
  KORBAN_TINDAK_KEKERASAN: 'Victim of violence.',
} as const;
export type ProtectedPpksType = keyof typeof PROTECTED_PPKS_TYPES;
