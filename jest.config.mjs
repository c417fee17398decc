/** @type {import('jest').Config} */
export default {
  roots: ['<rootDir>/shared', '<rootDir>/subgraphs', '<rootDir>/gateway', '<rootDir>/platform', '<rootDir>/test'],
  testEnvironment: 'node',
  transform: { '\\.(ts|mjs|js)$': '@swc/jest' },
  // These packages ship ES modules only, which jest's CommonJS runtime cannot load as they are.
  transformIgnorePatterns: ['/node_modules/(?!(jose|oidc-provider|oidc-token-hash|nanoid|quick-lru|eta|koa)/)'],
  reporters: ['default', '<rootDir>/tools/jest-reporter.cjs'],
  setupFiles: ['reflect-metadata'],
  globalSetup: '<rootDir>/test/support/setup.ts',
  globalTeardown: '<rootDir>/test/support/teardown.ts',
  modulePathIgnorePatterns: ['<rootDir>/dist'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '\\.deep\\.test\\.ts$'],
  testTimeout: 60_000,
  maxWorkers: 2,
};
