/** The programs that help a family or a group to a business of their own. */
export type BusinessProgram = 'KUBE' | 'PENA' | 'PROKUS';

/** What a business may be about (jenis usaha), in the ministry's words. */
export const LINES_OF_BUSINESS = {
  CULINARY: 'Kuliner: food and drink.',
  CRAFTS: 'Kerajinan.',
  SERVICES: 'Jasa.',
  TRADE: 'Perdagangan.',
  FARMING: 'Pertanian.',
  LIVESTOCK: 'Peternakan.',
  FISHERY: 'Perikanan.',
} as const;
export type LineOfBusiness = keyof typeof LINES_OF_BUSINESS;

/** Asks PostgreSQL, in a fetch or in a write. */
export type Ask = <Row extends object>(text: string, values: readonly unknown[]) => Promise<Row[]>;
