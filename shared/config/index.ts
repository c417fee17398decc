export { SUBGRAPHS, disableTelemetry, loadConfig } from './config';
export type { Config, MailSettings, Part, SubgraphName } from './config';
export type { DciConfig } from './dci';
export { childEnvironment } from './environment';
export {
  DEMO_KEY_ID,
  ENVELOPE_SECONDS,
  RINGS,
  RING_USES,
  createKeyRing,
  demoKeys,
  isDemoKey,
  parseKeyRing,
} from './keys';
export type { Key, KeyRing, Keys, RingUse } from './keys';
export { keyFileText, readTimedKeys } from './key-file';
export type { TimedKey, TimedKeys } from './key-file';
export type { KeyNews, KeySource } from './key-source';
