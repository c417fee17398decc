import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What a test needs, whichever run it is part of. @type {import('jest').Config} */
export const project = {
  roots: ['<rootDir>/shared', '<rootDir>/subgraphs', '<rootDir>/gateway', '<rootDir>/platform', '<rootDir>/test'],
  testEnvironment: '<rootDir>/tools/jest/environment.cjs',
  runtime: '<rootDir>/tools/jest/runtime.cjs',
  transform: { '\\.(ts|mjs|js)$': '@swc/jest' },
  // These packages ship ES modules only, which jest's CommonJS runtime cannot load as they are.
  transformIgnorePatterns: ['/node_modules/(?!(jose|oidc-provider|oidc-token-hash|nanoid|quick-lru|eta|koa)/)'],
  setupFiles: ['reflect-metadata'],
  globalSetup: '<rootDir>/test/support/setup.ts',
  globalTeardown: '<rootDir>/test/support/teardown.ts',
  modulePathIgnorePatterns: ['<rootDir>/dist'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '\\.deep\\.test\\.ts$'],
};

/** How tests are run. @type {import('jest').Config} */
export const run = {
  reporters: ['default', '<rootDir>/tools/jest-reporter.cjs'],
  testTimeout: 60_000,
  maxWorkers: 2,
  // Each file leaves some of what it loaded; near the end of its heap a worker does little but collect.
  workerIdleMemoryLimit: '1.5GB',
  // Ending takes a worker that used undici a third of a second: V8 still compiles undici's parser.
  workerGracefulExitTimeout: 5_000,
};

/** Folders whose tests hold in both topologies. What opens no graph is the same in both, and is run once. */
const BOTH = ['bypass', 'journeys', 'abuse'];
const OPENS_GRAPH = /\b(startTestPlatform|smallGraph|narrowedGraph|BoardDesk\.open|CandidateDesk\.open)\(/;
const inBoth = BOTH.flatMap((folder) =>
  readdirSync(join(import.meta.dirname, 'test', folder)).map((file) => `test/${folder}/${file}`),
).filter(
  (path) => path.endsWith('.test.ts') && OPENS_GRAPH.test(readFileSync(join(import.meta.dirname, path), 'utf8')),
);

/** Most of the time of the second topology; `npm run test:deep` runs them there too, and all of `abuse`. */
const SLOW_BEHIND_SERVICES = [
  'test/bypass/filter-oracles.test.ts',
  'test/bypass/interface-schemas.test.ts',
  'test/bypass/logged-values.test.ts',
  'test/bypass/mutation-targets.test.ts',
  'test/bypass/one-document-id.test.ts',
  'test/bypass/order-of-viewers.test.ts',
  'test/bypass/partner-probes.test.ts',
  'test/bypass/two-classifications.test.ts',
  'test/journeys/agreement-expired.test.ts',
  'test/journeys/consent-withdrawn.test.ts',
  'test/journeys/device-to-hand-over.test.ts',
  'test/journeys/key-rotation.test.ts',
  'test/journeys/live-boards.test.ts',
  'test/journeys/street-to-ready.test.ts',
];

/** The second topology: subgraphs as services, two gateways. */
const services = (paths) => ({
  ...project,
  displayName: { name: 'services', color: 'magenta' },
  globals: { berdayaTopology: 'services' },
  setupFilesAfterEnv: ['<rootDir>/test/support/end-of-file.ts'],
  testMatch: [...paths, 'test/topology/*.test.ts'].map((path) => `<rootDir>/${path}`),
});

/** The state machines: each step of each table. */
const MACHINES = readdirSync(join(import.meta.dirname, 'subgraphs'), { recursive: true })
  .map((file) => `subgraphs/${file}`)
  .filter(
    (path) =>
      path.endsWith('.test.ts') && /\bdescribeMachine\(/.test(readFileSync(join(import.meta.dirname, path), 'utf8')),
  );

/** Everything that holds in both topologies, in the second. */
export const allBehindServices = services([...inBoth, ...MACHINES]);

/** @type {import('jest').Config} */
export default {
  ...run,
  projects: [
    {
      ...project,
      displayName: { name: 'one-process', color: 'blue' },
      globals: { berdayaTopology: 'one-process' },
      testPathIgnorePatterns: [...project.testPathIgnorePatterns, '<rootDir>/test/topology/'],
    },
    services(inBoth.filter((path) => !path.startsWith('test/abuse/') && !SLOW_BEHIND_SERVICES.includes(path))),
  ],
};
