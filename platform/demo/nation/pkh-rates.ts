/** The components of PKH as the files name them. */
export type PkhComponent =
  | 'IBU_HAMIL_NIFAS'
  | 'ANAK_USIA_DINI'
  | 'ANAK_SD'
  | 'ANAK_SMP'
  | 'ANAK_SMA'
  | 'LANJUT_USIA'
  | 'DISABILITAS_BERAT'
  | 'KORBAN_HAM_BERAT';

/** Rupiah a year for a component, and how many of it a family is paid for. */
interface Rate {
  readonly amount: number;
  readonly limit: number;
}

/**
 * Rates of 2025 and 2026 (identical). Those of the elderly and of severe disability are disputed: some media of 2026 say
 * Rp3,000,000.
 */
export const PKH_RATES: Readonly<Record<PkhComponent, Rate>> = {
  IBU_HAMIL_NIFAS: { amount: 3_000_000, limit: Infinity },
  ANAK_USIA_DINI: { amount: 3_000_000, limit: 2 },
  ANAK_SD: { amount: 900_000, limit: Infinity },
  ANAK_SMP: { amount: 1_500_000, limit: Infinity },
  ANAK_SMA: { amount: 2_000_000, limit: Infinity },
  LANJUT_USIA: { amount: 2_400_000, limit: 1 },
  DISABILITAS_BERAT: { amount: 2_400_000, limit: 1 },
  KORBAN_HAM_BERAT: { amount: 10_800_000, limit: Infinity },
};

/** Components of one family that are paid; the highest amounts win. */
const PAID_COMPONENTS = 4;
/** Rupiah a family receives for a Sembako month. */
export const SEMBAKO_MONTH = 200_000;

/** Rupiah a family is paid for one of the four stages of a year. */
export function stageAmount(components: readonly PkhComponent[]): number {
  const used = new Map<PkhComponent, number>();
  const amounts: number[] = [];
  for (const component of components) {
    const before = used.get(component) ?? 0;
    used.set(component, before + 1);
    if (before < PKH_RATES[component].limit) amounts.push(PKH_RATES[component].amount);
  }
  const paid = amounts.sort((one, other) => other - one).slice(0, PAID_COMPONENTS);
  return paid.reduce((sum, amount) => sum + amount, 0) / 4;
}
