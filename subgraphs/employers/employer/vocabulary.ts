/** Words about an employer partner (dunia usaha), each with what it means; they stand in employers.csv as they are here. */

/** Tipe pemberi kerja. */
export const EMPLOYER_TYPES = {
  BUMN: 'Badan Usaha Milik Negara: owned by the state.',
  ANAK_BUMN: 'Anak perusahaan BUMN: subsidiary of a state-owned company.',
  BUMD: 'Badan Usaha Milik Daerah: owned by a province or regency.',
  SWASTA: 'Perusahaan swasta: private company.',
  KOPERASI: 'Koperasi: cooperative.',
  INSTANSI_PEMERINTAH: 'Instansi pemerintah: public authority, national or regional.',
  SKA_INTERNAL: "Sentra Kreasi ATENSI: workshop inside one of the ministry's own centres.",
} as const;
export type EmployerType = keyof typeof EMPLOYER_TYPES;

/** Status kemitraan: how far the partnership has come. */
export const EMPLOYER_STATUSES = {
  APPLIED: 'Mendaftar: has applied.',
  VERIFIED: 'Terverifikasi: business number and contact were checked.',
  MOU_SIGNED: 'Nota kesepahaman ditandatangani: memorandum of understanding signed.',
  DSA_SIGNED: 'Perjanjian berbagi data ditandatangani: data-sharing agreement signed.',
  ACTIVE: 'Aktif: its published vacancies are public, candidates may be referred to it.',
  SUSPENDED: 'Ditangguhkan: stopped for the time being.',
  EXPIRED: 'Berakhir: an agreement ran out.',
  TERMINATED: 'Diputus: an agreement was ended by one side.',
} as const;
export type EmployerStatus = keyof typeof EMPLOYER_STATUSES;

/** KBLI 2020 sections an employer can work in. */
export const SECTORS = [...'ABCDEFGHIJKLMNOPQRSTU'] as const;

/** What OSS, the register of businesses, says of a business number. */
export const NIB_CHECKS = {
  FOUND: 'Terdaftar: registered under this name.',
  OTHER_NAME: 'Nama berbeda: registered under another name.',
  NOT_FOUND: 'Tidak terdaftar.',
} as const;
export type NibCheck = keyof typeof NIB_CHECKS;
