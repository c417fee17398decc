import { UNTOUCHED, openGuardedGraph } from '../support/guarded-graph';

/**
 * CVE-2025-31496, CVE-2025-32032, CVE-2025-32034, CVE-2025-32380: validation that visits a fragment again for each spread, or
 * compares each field with each other, takes the square and more of what the text holds.
 */
const many = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');

const bombs: [string, string][] = [
  ['one field written over and over: fields are compared in pairs', `{ a { ${many(3_000, () => 'id')} } }`],
  ['one fragment spread over and over', `{ a { ${many(1_990, () => '...F')} } } fragment F on Node { id aWord }`],
  [
    'many fragments that spread each other',
    `{ a { ...F0 } } ${many(60, (i) => `fragment F${i} on Node { id ...F${i + 1} }`)} fragment F60 on Node { id }`,
  ],
  ['many arguments', `{ a(${many(2_000, (i) => `x${i}: 1`)}) { id } }`],
];

test.each(bombs)('%s', async (_, query) => {
  await using graph = await openGuardedGraph();
  const { code, effects } = await graph.post({ query });
  expect(code).toBe('DOCUMENT_TOO_LARGE');
  expect(effects).toEqual(UNTOUCHED);
  // Control: the same, in a measure that a program could write.
  const few = await graph.post({ query: '{ a { id id id ...F ...F } } fragment F on Node { id aWord }' });
  expect(few.code).toBeUndefined();
  expect(few.effects).toMatchObject({ served: 1, planned: 1 });
});
