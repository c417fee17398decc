import { generateSchemaFiles } from '../schema-files';
import type { SchemaFile } from '../schema-files';
import { SUPERGRAPH_FILE } from '../supergraph-file';
import { writeMatrix } from './markdown';

/**
 * The committed matrix as the code says it should be. The supergraph is composed, not read: a change of the graph shows
 * here even before `npm run compose` has written it.
 */
export function generateMatrixFile(): SchemaFile {
  const supergraph = generateSchemaFiles().find(({ path }) => path === SUPERGRAPH_FILE);
  if (!supergraph) throw new Error(`${SUPERGRAPH_FILE} is not generated`);
  return { path: 'gateway/access-matrix.md', content: writeMatrix(supergraph.content) };
}
