import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../platform/demo/project';
import { generateSchemaFiles } from '../../platform/schema-files';

describe('the committed schemas are what the code says', () => {
  test.each(generateSchemaFiles().map((file) => [file.path, file] as const))('%s', (path, file) => {
    expect(readFileSync(join(PROJECT_ROOT, path), 'utf8')).toBe(file.content);
  });
});
