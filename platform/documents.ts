import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runMain } from './console/exit';
import { PROJECT_ROOT } from './demo/project';
import { DOCUMENTS_FILE, generateDocuments } from './documents-file';

/** `npm run documents`: writes the manifest of the documents clients may send. */
void runMain(async () => {
  writeFileSync(join(PROJECT_ROOT, DOCUMENTS_FILE), generateDocuments(PROJECT_ROOT));
});
