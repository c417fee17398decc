import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from './demo/project';
import { generateDictionary } from './dictionary/dictionary-file';

/** `npm run dictionary`: writes what statistics are made of into the committed document. */
const { path, content } = generateDictionary();
writeFileSync(join(PROJECT_ROOT, path), content);
process.stdout.write(`${path}\n`);
