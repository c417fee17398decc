import base from './jest.config.mjs';

/** `npm run test:deep`: the properties of the ordinary run on far more cases. @type {import('jest').Config} */
export default {
  ...base,
  testMatch: ['**/*.deep.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
};
