import { project, run } from './jest.config.mjs';

/** `npm run test:deep`: the properties of the ordinary run on far more cases. @type {import('jest').Config} */
export default {
  ...project,
  ...run,
  testMatch: ['**/*.deep.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
};
