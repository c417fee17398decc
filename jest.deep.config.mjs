import process from 'node:process';
import { allBehindServices, project, run } from './jest.config.mjs';

// Where the database lies is decided for all projects together.
process.env['BERDAYA_TESTS_ARE_DEEP'] = '1';

/** Tests of the ordinary run that look at more here; see test/support/depth.ts. */
const DEEPER = ['<rootDir>/test/bypass/relinked-lists.test.ts', '<rootDir>/test/federation/parity.test.ts'];

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
      globals: { berdayaDepth: 'deep', berdayaNation: process.env['BERDAYA_DEEP_SCALE'] ?? '1:1000' },
      testMatch: ['**/*.deep.test.ts', ...DEEPER],
      testPathIgnorePatterns: ['/node_modules/', '/dist/'],
    },
    allBehindServices,
  ],
};
