import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { GraphQLError, Kind, parse, validate } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { DOCUMENT_CLIENTS, documentId, loadSupergraph, normaliseDocument } from '../gateway';
import type { DocumentClient, ManifestFile } from '../gateway';
import { CodedError } from '../shared/errors';
import { SUPERGRAPH_FILE } from './supergraph-file';

/** The manifest of stored documents, below the project's folder. */
export const DOCUMENTS_FILE = 'gateway/documents.json';

/**
 * The manifest of the documents below `documents/<client>/`, each held against the committed supergraph.
 * @throws CodedError FILE_UNREADABLE naming the document that does not fit
 */
export function generateDocuments(root: string): string {
  const { apiSchema } = loadSupergraph(readFileSync(join(root, SUPERGRAPH_FILE), 'utf8'));
  const entries = DOCUMENT_CLIENTS.map((client) => [client, documentsOf(root, client, apiSchema)] as const);
  const manifest = Object.fromEntries(entries) as unknown as ManifestFile;
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

function documentsOf(root: string, client: DocumentClient, schema: GraphQLSchema): ManifestFile[DocumentClient] {
  const folder = join('documents', client);
  const files = readdirSync(join(root, folder)).filter((file) => file.endsWith('.graphql'));
  return files.sort().map((file) => {
    const text = normaliseDocument(readFileSync(join(root, folder, file), 'utf8'));
    return { id: documentId(text), name: operationOf(join(folder, file), text, schema), text };
  });
}

/** The name of a document's one operation. */
function operationOf(file: string, text: string, schema: GraphQLSchema): string {
  const invalid = (reason: string) => new CodedError('FILE_UNREADABLE', { file, reason });
  try {
    const document = parse(text);
    const [error] = validate(schema, document);
    if (error) throw error;
    const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
    const [operation, ...others] = operations;
    if (!operation?.name || others.length > 0) throw invalid('a document holds one operation, with a name');
    return operation.name.value;
  } catch (error) {
    if (error instanceof CodedError || !(error instanceof GraphQLError)) throw error;
    throw invalid(error.message);
  }
}
