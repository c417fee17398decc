export { SUBGRAPHS, disableTelemetry, loadConfig } from './config';
export type { Config, Part, SubgraphName } from './config';
export { childEnvironment } from './environment';
export { DEMO_KEY_ID, createKeyRing, demoKeys, parseKeyRing } from './keys';
export type { Key, KeyRing, Keys } from './keys';
