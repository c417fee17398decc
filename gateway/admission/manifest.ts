import { createHash } from 'node:crypto';
import { z } from 'zod';
import { CodedError } from '../../shared/errors';
import { DOCUMENT_CLIENTS } from './rules';
import type { DocumentClient } from './rules';

const entry = z.strictObject({ id: z.string(), name: z.string(), text: z.string() });
const shape = z.record(z.enum(DOCUMENT_CLIENTS), z.array(entry));

/** One document a client may send. */
export type ManifestEntry = Readonly<z.infer<typeof entry>>;
/** The documents of every client, as `npm run documents` writes them. */
export type ManifestFile = Readonly<Record<DocumentClient, readonly ManifestEntry[]>>;

/** The documents clients may send, by their ids and by their texts. */
export interface Manifest {
  /** The text stored under an id for one client. */
  findById(client: DocumentClient, id: string): string | undefined;
  /** The stored text a client's text is, spaces and line ends at its edges aside. */
  findByText(client: DocumentClient, text: string): string | undefined;
}

/** The text as it is stored: one kind of line end, nothing around it. */
export function normaliseDocument(text: string): string {
  return text.replace(/\r\n?/g, '\n').trim();
}

/** SHA-256 of the stored text, in hex. */
export function documentId(normalised: string): string {
  return createHash('sha256').update(normalised).digest('hex');
}

/** Nobody has stored a document. */
export const EMPTY_MANIFEST: Manifest = { findById: () => undefined, findByText: () => undefined };

/**
 * Reads the committed manifest. An id is computed here again: a text that was changed in the file is not taken for the one that
 * was reviewed.
 * @throws CodedError CONFIG_INVALID
 */
export function readManifest(json: string): Manifest {
  const parsed = shape.safeParse(parseJson(json));
  if (!parsed.success) throw invalid('is not a manifest of documents');
  const clients = Object.entries(parsed.data).map(([client, entries]) => [client, byId(entries)] as const);
  const ids = new Map(clients);
  const texts = new Map(clients.map(([client, documents]) => [client, new Set(documents.values())]));
  return {
    findById: (client, id) => ids.get(client)?.get(id),
    findByText(client, text) {
      const stored = normaliseDocument(text);
      return texts.get(client)?.has(stored) ? stored : undefined;
    },
  };
}

function byId(entries: readonly ManifestEntry[]): Map<string, string> {
  for (const { id, name, text } of entries) {
    if (documentId(text) !== id) throw invalid(`holds another text for ${name} than its id says`);
  }
  return new Map(entries.map(({ id, text }) => [id, text]));
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function invalid(reason: string): CodedError {
  return new CodedError('CONFIG_INVALID', { name: 'gateway/documents.json', reason });
}
