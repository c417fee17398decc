import type { VocationalMajor } from '../centre/centre';
import type { Base } from '../case/vocabulary';

/** Tujuan: what a plan is for. A choice of the platform. */
export const GOALS = {
  LIVE_SAFELY: 'Has a safe place to live.',
  RETURN_TO_FAMILY: 'Lives with the family again.',
  CARE_FOR_ONESELF: 'Looks after oneself.',
  LEARN_A_TRADE: 'Learns a trade.',
  WORK: 'Works for an employer.',
  BUSINESS: 'Runs a business.',
  PAPERS: 'Has papers.',
} as const;
export type Goal = keyof typeof GOALS;

/** Komponen ATENSI (Permensos 7/2021). */
export const SERVICE_COMPONENTS = {
  KEBUTUHAN_HIDUP_LAYAK: 'Dukungan pemenuhan kebutuhan hidup layak.',
  PERAWATAN_SOSIAL_PENGASUHAN: 'Perawatan sosial dan pengasuhan anak.',
  DUKUNGAN_KELUARGA: 'Dukungan keluarga.',
  TERAPI_FISIK: 'Terapi fisik.',
  TERAPI_PSIKOSOSIAL: 'Terapi psikososial.',
  TERAPI_MENTAL_SPIRITUAL: 'Terapi mental spiritual.',
  VOKASIONAL_KEWIRAUSAHAAN: 'Pelatihan vokasional dan pembinaan kewirausahaan.',
  BANTUAN_ASISTENSI_SOSIAL: 'Bantuan sosial dan asistensi sosial.',
  DUKUNGAN_AKSESIBILITAS: 'Dukungan aksesibilitas.',
} as const;
export type ServiceComponent = keyof typeof SERVICE_COMPONENTS;

/** A plan as the subgraph holds it. */
export interface PlanRow {
  readonly id: string;
  readonly caseId: string;
  readonly personId: string | null;
  readonly episode: number;
  readonly goals: readonly Goal[];
  readonly components: readonly ServiceComponent[];
  readonly base: Base;
  readonly major: VocationalMajor | null;
  readonly targetOn: string;
  readonly writtenAt: string;
  readonly approvedAt: string | null;
}

/** What an author plans. */
export interface PlanContent {
  readonly goals: readonly Goal[];
  readonly components: readonly ServiceComponent[];
  readonly base: Base;
  readonly major: VocationalMajor | null;
  readonly targetOn: string;
}
