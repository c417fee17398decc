/**
 * The four subgraphs behind one port. An answer is computed once and kept, with its head, by the text of its question: what
 * is measured is the gateway in front, and subgraphs that cost as much as it does would take the machine from it.
 */
import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import { graphql } from 'graphql';
import { benchSubgraphs } from './graph';

const schemas = new Map(benchSubgraphs().map(({ name, schema }) => [`/${name}`, schema]));
const answers = new Map<string, Promise<Buffer>>();
const HEAD_END = '\r\n\r\n';

createServer((socket) => {
  socket.setNoDelay();
  let waiting = Buffer.alloc(0);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    waiting = waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk]);
    for (let used = take(socket, waiting); used > 0; used = take(socket, waiting)) waiting = waiting.subarray(used);
  });
}).listen(Number(process.argv[2]), '127.0.0.1');

/** Answers the first request of what has come in, if it is complete; returns how many bytes it had. */
function take(socket: Socket, bytes: Buffer): number {
  const headEnd = bytes.indexOf(HEAD_END);
  if (headEnd < 0) return 0;
  const head = bytes.toString('latin1', 0, headEnd);
  const end = headEnd + HEAD_END.length + Number(/content-length: *(\d+)/i.exec(head)?.[1] ?? 0);
  if (bytes.length < end) return 0;
  const path = head.split(' ', 2)[1] ?? '';
  const body = bytes.toString('utf8', headEnd + HEAD_END.length, end);
  const key = `${path} ${body}`;
  const answer = answers.get(key) ?? ask(path, body);
  answers.set(key, answer);
  void answer.then((text) => socket.write(text));
  return end;
}

async function ask(path: string, body: string): Promise<Buffer> {
  const schema = schemas.get(path);
  if (!schema) throw new Error(`no subgraph at ${path}`);
  const { query, variables } = JSON.parse(body) as { query: string; variables?: Record<string, unknown> };
  const result = await graphql({ schema, source: query, variableValues: variables });
  if (result.errors) throw new Error(`${path}: ${String(result.errors[0]?.message)}`);
  const text = Buffer.from(JSON.stringify(result));
  return Buffer.concat([
    Buffer.from(`HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${text.length}${HEAD_END}`),
    text,
  ]);
}
