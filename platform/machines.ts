import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from './demo/project';
import { generateMachinesFile } from './machines/machines-file';

/** `npm run machines`: draws every state machine into the committed document. */
const { path, content } = generateMachinesFile();
writeFileSync(join(PROJECT_ROOT, path), content);
process.stdout.write(`${path}\n`);
