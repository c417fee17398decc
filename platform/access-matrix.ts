import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from './demo/project';
import { generateMatrixFile } from './matrix/matrix-file';

/** `npm run access:matrix`: prints who may read which field, and writes it to the committed file. */
const { path, content } = generateMatrixFile();
writeFileSync(join(PROJECT_ROOT, path), content);
process.stdout.write(content);
