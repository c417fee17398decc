import { z } from 'zod';

/** Highest school an adult has finished, as coarsely as an employer may know it. */
export const EDUCATION_LEVELS = {
  NONE: 'No school finished.',
  PRIMARY: 'SD or equal.',
  JUNIOR: 'SMP or equal.',
  SENIOR: 'SMA, SMK or equal.',
  HIGHER: 'Diploma or degree.',
} as const;
export type EducationLevel = keyof typeof EDUCATION_LEVELS;

/** Age bands of adults; the registry's own. */
export const CARD_AGE_BANDS = ['AGE_15_24', 'AGE_25_34', 'AGE_35_44', 'AGE_45_59', 'AGE_60_74', 'AGE_75_PLUS'] as const;

/** When somebody can begin to work, as coarsely as a card says it. */
export const AVAILABILITY = {
  NOW: 'Segera: at once.',
  LATER: 'Nanti: on a later day.',
} as const;
export type Availability = keyof typeof AVAILABILITY;

const words = <Word extends string>(meanings: Readonly<Record<Word, string>>) =>
  z.enum(Object.keys(meanings) as [Word, ...Word[]]);
const codes = z.array(z.string().min(1).max(80)).max(100);

/** What a card says of somebody who is ready for work, without a name; null is coarsened away. */
export const cardSchema = z.strictObject({
  ageBand: z.enum(CARD_AGE_BANDS),
  /** Four digits. */
  regencyCode: z
    .string()
    .regex(/^\d{4}$/)
    .nullable(),
  /** Two digits. */
  provinceCode: z
    .string()
    .regex(/^\d{2}$/)
    .nullable(),
  /** Codes of skills. */
  skills: codes,
  /** Unit codes, without the numbers of the certificates. */
  certificates: codes,
  education: words(EDUCATION_LEVELS).nullable(),
  /** Words of the vacancies' own list of adjustments. */
  accommodations: codes.nullable(),
  availability: words(AVAILABILITY),
});
export type Card = z.infer<typeof cardSchema>;

/** What of a candidate an agreement may name, in the order in which a referral discloses it. */
export const DISCLOSURE_FIELDS = {
  AGE_BAND: 'Kelompok umur.',
  REGENCY: 'Kabupaten/kota.',
  SKILLS: 'Keterampilan.',
  CERTIFICATES: 'Sertifikat kompetensi, without number.',
  EDUCATION: 'Jenjang pendidikan.',
  AVAILABILITY: 'Kesiapan mulai bekerja.',
  ACCOMMODATIONS: 'Akomodasi yang layak.',
  FIRST_NAME: 'Nama depan.',
  WORK_HISTORY: 'Riwayat kerja.',
  FULL_NAME: 'Nama lengkap.',
  PHONE: 'Nomor telepon.',
  INTERVIEW_SUPPORT: 'Dukungan wawancara.',
  NIK: 'Nomor Induk Kependudukan.',
  BIRTH_DATE: 'Tanggal lahir.',
  ADDRESS: 'Alamat.',
  PAYROLL_ACCOUNT: 'Rekening gaji.',
  BPJS_NUMBER: 'Nomor BPJS Ketenagakerjaan.',
  DISABILITY: 'Ragam disabilitas, by the own choice of the person.',
} as const;
export type DisclosureField = keyof typeof DISCLOSURE_FIELDS;

/** How far an employer may see a person at most: 1 the card, 2 referred, 3 accepted, 4 at work; 0 not at all. */
export const DISCLOSURE_STAGES = [0, 1, 2, 3, 4] as const;
export type DisclosureStage = (typeof DISCLOSURE_STAGES)[number];

/** The kind of capability, see `sealCapability`. */
export const DISCLOSURE = 'disclosure';

/**
 * What the side of the employers lets the registry show of a person to one employer, for one vacancy: decided at the moment of
 * reading, and sealed on its way. The registry shows no more than that, and no more than the person agreed to.
 */
export const disclosureSchema = z.strictObject({
  personId: z.guid(),
  employerId: z.guid(),
  vacancyId: z.guid(),
  /** null for a card, before any referral. */
  referralId: z.guid().nullable(),
  stage: z.literal(DISCLOSURE_STAGES),
  card: cardSchema.nullable(),
  /** What the agreements in force let the employer know, for the purpose it asks for. */
  fields: z.array(words(DISCLOSURE_FIELDS)).readonly(),
});
export type Disclosure = z.infer<typeof disclosureSchema>;
