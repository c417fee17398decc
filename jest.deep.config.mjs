import { allBehindServices, project, run } from './jest.config.mjs';

/**
 * `npm run test:deep`: the properties of the ordinary run on far more cases, and the whole corpus in the second topology.
 * @type {import('jest').Config}
 */
export default {
  ...run,
  projects: [
    {
      ...project,
      displayName: { name: 'deep', color: 'blue' },
      testMatch: ['**/*.deep.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '/dist/'],
    },
    allBehindServices,
  ],
};
