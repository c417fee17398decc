import { createHash } from 'node:crypto';
import type { ApolloServer } from '@apollo/server';
import {
  admitting,
  createExecutor,
  createGateway,
  createHolder,
  createPurse,
  createServer,
  recording,
} from '../../gateway';
import type { BudgetStore, ExecutorHolder, GatewayLog, SubgraphLink } from '../../gateway';
import type { GatewayContext } from '../../gateway/context';
import type { GatewayStore } from '../../platform/budget/store';
import { readSupergraph } from '../../platform/front';
import { loadOnce } from './loaded-supergraph';

/** One gateway: plans, purse and server of its own. */
export interface TestGateway {
  readonly server: ApolloServer<GatewayContext>;
  readonly holder: ExecutorHolder;
  /** Ends the server, its links and its connections to the gateways' schema. */
  stop(): Promise<void>;
}

export interface TestGatewayOptions {
  readonly links: readonly SubgraphLink[];
  /** This gateway's own; it ends with it. */
  readonly store: GatewayStore;
  /** Instead of the store's. */
  readonly budgets: BudgetStore;
  readonly isNarrowed: boolean;
  readonly log: GatewayLog;
}

/** A gateway on the committed supergraph. */
export async function openTestGateway(options: TestGatewayOptions): Promise<TestGateway> {
  const { links, store, budgets, isNarrowed, log } = options;
  const admission = { budgets, hashAccount: hashText, mode: 'demo' } as const;
  const purse = createPurse(admission);
  const access = isNarrowed ? { isSynthetic: true } : undefined;
  const holder = createHolder(readSupergraph(), (sdl) => {
    const executor = createExecutor({ supergraph: loadOnce(sdl), links, log, access });
    return recording(admitting(executor, admission, purse), store.refusals);
  });
  const server = await createServer({ gateway: createGateway(holder), log });
  return {
    server,
    holder,
    async stop() {
      await server.stop();
      await Promise.all(links.map(async (link) => link.close?.()));
      await store.stop();
    },
  };
}

/** As the product hashes accounts, with a key that is none. */
export function hashText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
