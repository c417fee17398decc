import { join } from 'node:path';
import { writeSchemaFiles } from './schema-files';

/** `npm run compose`: writes the committed SDL of the subgraphs and the supergraph. */
writeSchemaFiles(join(__dirname, '..', '..'));
