import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeSupergraph } from '../gateway/composition/compose';
import { printSubgraph } from '../shared/subgraph';
import { CATALOGUE } from './catalogue';
import { SUPERGRAPH_FILE } from './supergraph-file';

/** A generated file that is committed, so that a change of the graph is seen as a diff. */
export interface SchemaFile {
  /** Path below the project's folder. */
  readonly path: string;
  readonly content: string;
}

/** The SDL of every subgraph and the supergraph composed from them, as the code says they should be. */
export function generateSchemaFiles(): SchemaFile[] {
  const subgraphs = CATALOGUE.map(({ name, graph }) => ({ name, sdl: printSubgraph(graph) }));
  const files = subgraphs.map(({ name, sdl }) => ({ path: `subgraphs/${name}/schema.graphql`, content: sdl }));
  return [...files, { path: SUPERGRAPH_FILE, content: composeSupergraph(subgraphs) }];
}

/** The generated files whose committed text differs. */
export function findDrift(root: string): string[] {
  return generateSchemaFiles()
    .filter(({ path, content }) => readText(join(root, path)) !== content)
    .map(({ path }) => path);
}

export function writeSchemaFiles(root: string): void {
  for (const { path, content } of generateSchemaFiles()) writeFileSync(join(root, path), content);
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
