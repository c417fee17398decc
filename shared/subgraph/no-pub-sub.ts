import type { PubSub } from 'type-graphql';
import { CodedError } from '../errors';

function refuse(): never {
  throw new CodedError('BAD_REQUEST', { reason: 'subscriptions are served by the gateway' });
}

/**
 * What type-graphql wants before it describes a subscription. A subgraph describes them and serves none: the gateway asks the query
 * of the same name again.
 */
export const NO_PUB_SUB: PubSub = { publish: refuse, subscribe: refuse };
