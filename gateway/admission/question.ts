import { isBag } from '../execution/rewrites';
import type { Exchange, Stage } from '../http/exchange';

/** What a request asks, read once; whatever comes later works with this and not with the request. */
export interface Question {
  /** The document; undefined where only its id was given and nobody has looked it up yet. */
  readonly text: string | undefined;
  /** Id of a stored document: SHA-256 in hex. */
  readonly documentId: string | undefined;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly extensions: Readonly<Record<string, unknown>> | undefined;
}

/** Reads the question of a request by POST or GET. */
export function questionStage(): Stage {
  return {
    name: 'question',
    why: 'The document is read in one place, so that what was admitted is what is executed.',
    run(exchange: Exchange): undefined {
      exchange.question = exchange.request.method === 'GET' ? readSearch(exchange) : readQuestion(exchange.body);
    },
  };
}

const ID = /^[\da-f]{64}$/;

/** A plain question; undefined for anything the GraphQL server has to refuse, in its own words. */
function readQuestion(given: unknown): Question | undefined {
  if (!isBag(given)) return undefined;
  const query = given['query'] ?? undefined;
  const operationName = given['operationName'] ?? undefined;
  const variables = given['variables'] ?? {};
  const extensions = given['extensions'] ?? undefined;
  if (!isText(query) || !isText(operationName) || !isBag(variables)) return undefined;
  if (extensions !== undefined && !isBag(extensions)) return undefined;
  const documentId = readId(given['documentId'] ?? storedId(extensions?.['persistedQuery']));
  if (query === undefined && documentId === undefined) return undefined;
  return { text: query, documentId, operationName, variables, extensions };
}

/** An id that is none is looked up in vain, like one that nobody stored. */
function readId(given: unknown): string | undefined {
  if (given === undefined) return undefined;
  return typeof given === 'string' && ID.test(given) ? given : '';
}

function readSearch({ request }: Exchange): Question | undefined {
  const search = new URL(request.url ?? '/', 'http://gateway').searchParams;
  const names = ['query', 'operationName', 'variables', 'extensions', 'documentId'] as const;
  if (names.some((name) => search.getAll(name).length > 1)) return undefined;
  const [query, operationName, variables, extensions, documentId] = names.map((name) => search.get(name) ?? undefined);
  try {
    return readQuestion({
      query,
      operationName,
      variables: variables === undefined ? undefined : (JSON.parse(variables) as unknown),
      extensions: extensions === undefined ? undefined : (JSON.parse(extensions) as unknown),
      documentId,
    });
  } catch {
    return undefined;
  }
}

function storedId(persisted: unknown): unknown {
  return isBag(persisted) && persisted['version'] === 1 ? persisted['sha256Hash'] : undefined;
}

function isText(value: unknown): value is string | undefined {
  return value === undefined || typeof value === 'string';
}
