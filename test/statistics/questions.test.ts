import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Kind, buildSchema, parse, valueFromASTUntyped } from 'graphql';
import type { FieldNode, OperationDefinitionNode } from 'graphql';
import { asAdmin } from '../support/database';
import { StatDesk } from '../support/stat-desk';

const ROOT = join(__dirname, '..', '..');
const QUESTIONS = join(ROOT, 'subgraphs', 'insights', 'questions');
const CONTROLS = join(ROOT, 'test', 'support', 'questions');
void buildSchema;
void Kind;
void valueFromASTUntyped;

const files = readdirSync(QUESTIONS).filter((file) => file.endsWith('.graphql'));

let desk: StatDesk;
beforeAll(async () => {
  desk = await StatDesk.open();
}, 300_000);
afterAll(() => desk[Symbol.asyncDispose]());

test.each(files)('%s', async (file) => {
  const text = readFileSync(join(QUESTIONS, file), 'utf8');
  const sql = readFileSync(join(CONTROLS, file.replace('.graphql', '.sql')), 'utf8');
  const operation = parse(text).definitions[0] as OperationDefinitionNode;
  const fields = operation.selectionSet.selections as FieldNode[];
  const role = fields.some(({ name }) => name.value.startsWith('reveals')) ? 'DPO' : 'ANALYST';
  const { data, errors } = await desk.ask(role, text);
  const rows = await asAdmin(async (client) => {
    await client.query(`SET berdaya.as_of = '2026-09-01'`);
    return (await client.query(sql)).rows.length;
  }, desk.platform.database.adminUrl);
  const shown = Object.values(data ?? {}).map((table) => (table as { totalRows: number } | null)?.totalRows);
  console.log(
    file,
    sql.split('\n')[0],
    'cells',
    rows,
    'rows',
    JSON.stringify(shown),
    JSON.stringify(
      errors.map(({ message, extensions }) => [extensions['code'], extensions['dimension'], message.slice(0, 200)]),
    ),
  );
  expect(1).toBe(1);
});
