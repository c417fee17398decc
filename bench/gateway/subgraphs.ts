/**
 * The four subgraphs behind one port. An answer is computed once and kept by the text of its question, so that what is
 * measured is the gateway in front.
 */
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { graphql } from 'graphql';
import { benchSubgraphs } from './graph';

const schemas = new Map(benchSubgraphs().map(({ name, schema }) => [`/${name}`, schema]));
const answers = new Map<string, Promise<Buffer>>();

const server = createServer((request, response) => {
  void read(request).then(async (body) => {
    const key = `${request.url ?? ''} ${body}`;
    const answer = answers.get(key) ?? ask(request.url ?? '', body);
    answers.set(key, answer);
    const text = await answer;
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': text.length });
    response.end(text);
  });
});
server.keepAliveTimeout = 600_000;
server.listen(Number(process.argv[2]), '127.0.0.1');

function read(request: IncomingMessage): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => resolve(Buffer.concat(chunks).toString()));
  });
}

async function ask(path: string, body: string): Promise<Buffer> {
  const schema = schemas.get(path);
  if (!schema) throw new Error(`no subgraph at ${path}`);
  const { query, variables } = JSON.parse(body) as { query: string; variables?: Record<string, unknown> };
  const result = await graphql({ schema, source: query, variableValues: variables });
  if (result.errors) throw new Error(`${path}: ${String(result.errors[0]?.message)}`);
  return Buffer.from(JSON.stringify(result));
}
