/** Seven digits, so that keys sort as text; enough for nations up to 1:100. */
export function serial(number: number): string {
  return String(number).padStart(7, '0');
}

/** `idKeluarga` of a family number, from 1. */
export function familyId(number: number): string {
  return `K-${serial(number)}`;
}

/** `idIndividu` of a person number, from 1. */
export function personId(number: number): string {
  return `I-${serial(number)}`;
}
