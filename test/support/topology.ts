/**
 * `one-process`: gateway and subgraphs call each other, as in `npm start`. `services`: each subgraph an HTTP service behind
 * the signed envelope and two gateways in front, as in `npm run start:services`.
 */
export type Topology = 'one-process' | 'services';

declare global {
  /** Set by a project of jest.config.mjs. */
  var berdayaTopology: Topology | undefined;
}

/** What this run is about. */
export const TOPOLOGY: Topology = globalThis.berdayaTopology ?? 'one-process';

/** Gateways that stand side by side. */
export const GATEWAYS: Readonly<Record<Topology, number>> = { 'one-process': 1, services: 2 };

/** Several of a kind that take turns. */
export interface Turns<T> {
  readonly first: T;
  next(): T;
}

/** One after the other, over and over; with `order`, places that are taken one after the other. */
export function inTurn<T>(all: readonly T[], order: readonly number[] = all.map((_, place) => place)): Turns<T> {
  let turn = 0;
  const at = (place: number): T => {
    const one = all[place % all.length];
    if (one === undefined) throw new Error('nobody is there to take a turn');
    return one;
  };
  return { first: at(0), next: () => at(order[turn++ % order.length] ?? 0) };
}
