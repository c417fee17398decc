declare global {
  /** Set by a project of jest.deep.config.mjs. */
  var berdayaDepth: 'deep' | undefined;
}

/** How much of something a run looks at: `npm test` some of it, `npm run test:deep` more of the same. */
export function atDepth({ ordinary, deep }: Readonly<Record<'ordinary' | 'deep', number>>): number {
  return globalThis.berdayaDepth === 'deep' ? deep : ordinary;
}
