import type { Dimension } from './cube';

/** Dimensions of the registry's cubes that no other part has. */

export const CHILDREN_UNDER_FIVE: Dimension = {
  name: 'CHILDREN_UNDER_FIVE',
  column: 'children_under_five',
  kind: 'CODES',
  title: { en: 'Children under five in the family', id: 'Anak balita dalam keluarga' },
  of: 'UNIT',
  categories: { NONE: 'Tidak ada.', ONE: 'Satu.', TWO_PLUS: 'Dua atau lebih.' },
};
export const HOUSEHOLD: Dimension = {
  name: 'HOUSEHOLD',
  column: 'household',
  kind: 'CODES',
  title: { en: 'Kind of household', id: 'Jenis rumah tangga' },
  of: 'UNIT',
  categories: {
    SINGLE_ELDERLY: 'Lansia tunggal: one member, aged 60 or more.',
    SINGLE: 'One member, younger.',
    SEVERAL: 'Two members or more.',
  },
};
export const FAMILY_DISABILITY: Dimension = {
  name: 'FAMILY_DISABILITY',
  column: 'family_disability',
  kind: 'CODES',
  title: { en: 'Whether a member has a disability', id: 'Anggota penyandang disabilitas' },
  of: 'UNIT',
  categories: { PRESENT: 'Ada.', NONE: 'Tidak ada.' },
};
export const MATCH_STATUS: Dimension = {
  name: 'MATCH_STATUS',
  column: 'match_status',
  kind: 'CODES',
  title: { en: 'Match with the civil registry', id: 'Status padan Dukcapil' },
  of: 'UNIT',
  categories: {
    PADAN: 'Padan.',
    TIDAK_PADAN: 'Tidak padan.',
    BELUM_DICEK: 'Belum dicek.',
    MENINGGAL: 'Meninggal: dead, and still listed.',
    GANDA: 'Ganda: somebody else holds the NIK.',
    PINDAH_LN: 'Pindah ke luar negeri.',
  },
};
export const SOURCE: Dimension = {
  name: 'SOURCE',
  column: 'source',
  kind: 'CODES',
  title: { en: 'Where the record comes from', id: 'Sumber data' },
  of: 'UNIT',
  categories: {
    DTSEN: 'Data tunggal sosial dan ekonomi nasional.',
    REGSOSEK: 'Registrasi sosial ekonomi.',
    DTKS: 'Data terpadu kesejahteraan sosial, until 2025.',
    USULAN_DAERAH: 'Usulan daerah: proposed by a region.',
  },
};
export const CONSENT_KIND: Dimension = {
  name: 'CONSENT_KIND',
  column: 'kind',
  kind: 'CODES',
  title: { en: 'What is agreed to', id: 'Jenis persetujuan' },
  of: 'ROW',
  categories: {
    ANONYMOUS_PROFILE: 'C2: partners may see a card without a name.',
    REFERRAL: 'C3: one partner may learn for one vacancy who the person is.',
    EMPLOYMENT: 'C4: the partner that employs the person may have what payroll needs.',
    DISABILITY: 'One partner may learn the kind of disability.',
  },
};
export const CONSENT_CHANNEL: Dimension = {
  name: 'CHANNEL',
  column: 'channel',
  kind: 'CODES',
  title: { en: 'Who wrote the consent down', id: 'Kanal persetujuan' },
  of: 'ROW',
  categories: {
    CITIZEN: 'Sendiri: in the person’s own account.',
    SENTRA_OFFICER: 'Sentra: an officer of a centre.',
    NONE: 'Nothing was ever agreed to.',
  },
};
export const CONSENT_FORM: Dimension = {
  name: 'FORM',
  column: 'form',
  kind: 'CODES',
  title: { en: 'In what form it was asked for', id: 'Bentuk persetujuan' },
  of: 'ROW',
  categories: {
    TERTULIS: 'Tertulis: in writing.',
    BRAILLE: 'Braille.',
    JBI: 'Juru bahasa isyarat: with a sign interpreter.',
    LISAN: 'Lisan: read aloud.',
    MUDAH_BACA: 'Mudah dibaca: in easy language.',
    NONE: 'Nothing was ever agreed to.',
  },
};
/** A role of officers; what it does not name is none that reveals. */
export const OFFICER_ROLE: Dimension = {
  name: 'ROLE',
  column: 'role',
  kind: 'CODES',
  title: { en: 'Role of who looked', id: 'Peran petugas' },
  of: 'ROW',
  categories: {
    PENDAMPING: 'Pendamping sosial.',
    DINSOS: 'Dinas sosial.',
    SENTRA_OFFICER: 'Petugas sentra.',
    SUPERVISOR: 'Pengawas.',
    DATA_STEWARD: 'Pengelola data.',
  },
};
export const PURPOSE: Dimension = {
  name: 'PURPOSE',
  column: 'purpose',
  kind: 'CODES',
  title: { en: 'Purpose it was read for', id: 'Tujuan' },
  of: 'ROW',
  categories: {
    LAYANAN: 'Layanan.',
    PENYALURAN: 'Penyaluran.',
    VERIFIKASI: 'Verifikasi.',
    PENEMPATAN: 'Penempatan.',
    EVALUASI: 'Evaluasi.',
    AUDIT: 'Audit.',
    HAK_SUBJEK: 'Hak subjek data.',
  },
};
export const IDENTIFIER: Dimension = {
  name: 'IDENTIFIER',
  column: 'field',
  kind: 'CODES',
  title: { en: 'Identifier that was shown', id: 'Nomor yang dibuka' },
  of: 'ROW',
  categories: { NIK: 'Of the person.', KK: 'Of the family card.' },
};
