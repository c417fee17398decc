/** Jenis asesmen. */
export const ASSESSMENT_TYPES = {
  AWAL: 'Asesmen awal: at the first contact.',
  KOMPREHENSIF: 'Asesmen komprehensif: of all domains.',
  VOKASIONAL: 'Asesmen vokasional: what somebody can and wants to learn.',
  LANJUTAN: 'Asesmen lanjutan: once more, later.',
  GROUND_CHECK: 'Ground check.',
} as const;
export type AssessmentType = keyof typeof ASSESSMENT_TYPES;

/** Months an assessment is valid: a choice of the platform. */
export const VALID_MONTHS = 12;

/** Fields of life an assessment describes (UU 8/2016 and ATENSI practice), with the word of its form. */
export const DOMAINS = {
  physical: 'fisik',
  psychological: 'psikologis',
  social: 'sosial',
  spiritual: 'spiritual',
  economic: 'ekonomi',
  vocational: 'vokasional',
  risk: 'risiko',
} as const;
export type Domain = keyof typeof DOMAINS;

/** The Washington Group short set, in its order: 1 no difficulty, 2 some, 3 a lot, 4 cannot do it at all. */
export const WASHINGTON = ['seeing', 'hearing', 'walking', 'remembering', 'selfCare', 'communicating'] as const;
export type WashingtonDomain = (typeof WASHINGTON)[number];

/** What an assessor writes down. */
export type AssessmentContent = Readonly<Record<Domain, string>> &
  Readonly<Record<WashingtonDomain, number>> & { readonly score: number; readonly recommendation: string };

/** An assessment as the subgraph holds it. */
export interface AssessmentRow extends AssessmentContent {
  readonly id: string;
  readonly caseId: string;
  readonly personId: string | null;
  readonly episode: number;
  readonly type: AssessmentType;
  readonly assessedOn: string;
  readonly validUntil: string;
}
