export { VIEWER_CLAIM, createTokenVerifier } from './admission/token';
export type { TokenVerifier } from './admission/token';
export type { GatewayLog } from './errors';
export type { AccessNote, SubgraphFetch, SubgraphLink, SubgraphReply } from './execution/link';
export { createStockGateway } from './execution/stock-gateway';
export { createGraphHandler } from './pipeline';
export type { GraphHandler } from './pipeline';
export { createServer } from './server';
