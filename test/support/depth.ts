declare global {
  /** Set by a project of jest.deep.config.mjs. */
  var berdayaDepth: 'deep' | undefined;
  /** Scale of the nation the deep run asks its questions of. */
  var berdayaNation: string | undefined;
}

/** How much of something a run looks at: `npm test` some of it, `npm run test:deep` more of the same. */
export function atDepth({ ordinary, deep }: Readonly<Record<'ordinary' | 'deep', number>>): number {
  return globalThis.berdayaDepth === 'deep' ? deep : ordinary;
}

/** The scale of the deep run's nation. */
export function deepNation(): string {
  const { berdayaNation } = globalThis;
  if (berdayaNation === undefined) throw new Error('only jest.deep.config.mjs names a nation');
  return berdayaNation;
}
