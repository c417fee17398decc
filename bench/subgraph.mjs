/**
 * What a fetch of the gateway into a subgraph of the same process costs beside its SQL: the beneficiaries subgraph as it is,
 * asked in the gateway's own words, over rows that lie in memory. Rivals: the same subgraph with graphql-js executing a
 * document it has parsed and validated before, and stock graphql-js, which parses and validates each time. Rounds of the
 * three alternate, so that a slow moment of the machine meets all of them.
 *
 *   node tools/build.mjs && node --expose-gc bench/subgraph.mjs [rounds]
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, printMachine } from './machine.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const require = createRequire(import.meta.url);
const ours = (path) => require(join(root, 'dist', path));
require('reflect-metadata');
const { createSubgraph } = ours('shared/subgraph');
const { createSubjectHasher } = ours('shared/database');
const { beneficiaries, beneficiariesScopes, beneficiariesSubjects } = ours('subgraphs/beneficiaries/subgraph.js');

const rounds = Number(process.argv[2] ?? 15);

const idOf = (index) => `00000000-0000-8000-8000-${String(index).padStart(12, '0')}`;
const rowOf = (id) => ({
  id,
  familyId: id,
  regionCode: '3204052001',
  fullName: 'Sarni Wulandaru',
  birthDate: '1980-01-01',
  sex: 'FEMALE',
  familyRole: 'HEAD',
  maritalStatus: 'MARRIED',
  workStatus: 1,
  businessCount: 0,
  address: 'Jalan Contoh 1',
  phone: '+62 000 1234 5678',
  disabilities: [],
  chronicIllnesses: [],
  pregnant: false,
  matchStatus: 'PADAN',
  dataSource: 'DTSEN',
  confirmedOn: '2026-09-01',
});
const region = { code: '3204', level: 'REGENCY', name: 'Kabupaten Bandung', parentCode: '32', validFrom: '2025-01-01' };
/** Answers a statement by keys as PostgreSQL would, at once. */
const session = {
  rows: async ({ text, values: [keys] }) => (text.includes('FROM region') ? [region] : keys.map((id) => rowOf(id))),
  close: async () => undefined,
};
const tools = {
  database: { read: () => session },
  mode: 'demo',
  scopes: beneficiariesScopes,
  subjects: beneficiariesSubjects,
  hashSubject: createSubjectHasher(Buffer.alloc(32)),
  /** What an entry costs in PostgreSQL is no part of the figures, like the SQL of the read. */
  ledger: { write: async () => undefined, close: async () => undefined },
};

const FLAT = 'fullName birthDate sex familyRole maritalStatus workStatus address phone ageBand';
const NESTED = `${FLAT} regency{name level parent{name}}`;
const entities = (selection) =>
  `query($representations:[_Any!]!){_entities(representations:$representations){...on Person{${selection}}}}`;
const representations = (count) => ({
  representations: Array.from({ length: count }, (_, index) => ({ __typename: 'Person', id: idOf(index) })),
});
const officer = { subject: 'bench', role: 'DINSOS', regionCodes: ['3204'], programCodes: [] };
const developer = { subject: 'bench', role: 'FRONTEND_DEVELOPER', regionCodes: [], programCodes: [] };

const fault = ({ error }) => {
  throw error;
};
let made = 0;
const build = (compileAt) => createSubgraph(beneficiaries, tools, fault, { compileAt, onCompiled: () => (made += 1) });
const compiled = build(1);
const interpreted = build(Infinity);
let texts = 0;
const ways = {
  compiled: (request, viewer) => compiled.execute(request, viewer),
  'graphql-js': (request, viewer) => interpreted.execute(request, viewer),
  // A text nobody has sent before is parsed and validated, as stock graphql-js does with each.
  stock: (request, viewer) => interpreted.execute({ ...request, query: `${request.query}#${(texts += 1)}` }, viewer),
};

const cases = [
  ['1 row, leaves, all in full', entities(FLAT), 1, officer],
  ['1 row, leaves, some masked or withheld', entities(FLAT), 1, developer],
  ['200 rows, leaves, all in full', entities(FLAT), 200, officer],
  ['200 rows, leaves, some masked or withheld', entities(FLAT), 200, developer],
  ['1 row, objects below, all in full', entities(NESTED), 1, officer],
  ['200 rows, objects below, all in full', entities(NESTED), 200, officer],
  ['200 rows, objects below, some masked or withheld', entities(NESTED), 200, developer],
];

async function microseconds(ask, repeats) {
  const started = performance.now();
  for (let i = 0; i < repeats; i += 1) await ask();
  return ((performance.now() - started) * 1000) / repeats;
}

printMachine();
for (const [name, query, count, viewer] of cases) {
  const request = { query, variables: representations(count) };
  const repeats = count === 1 ? 2_000 : 50;
  const answers = await Promise.all(Object.values(ways).map((way) => way(request, viewer)));
  if (new Set(answers.map((answer) => JSON.stringify(answer))).size !== 1) throw new Error(`${name}: answers differ`);
  if (answers[0].data?._entities.length !== count) throw new Error(`${name}: ${JSON.stringify(answers[0])}`);
  const times = Object.fromEntries(Object.keys(ways).map((way) => [way, []]));
  for (let round = -2; round < rounds; round += 1) {
    for (const [way, ask] of Object.entries(ways)) {
      const time = await microseconds(() => ask(request, viewer), repeats);
      if (round >= 0) times[way].push(time);
    }
  }
  const [own, plain, stock] = Object.values(times).map(median);
  console.log(
    `${name}: compiled ${own.toFixed(0)} µs, graphql-js ${plain.toFixed(0)} µs (${(plain / own).toFixed(1)}x), stock ${stock.toFixed(0)} µs (${(stock / own).toFixed(1)}x)`,
  );
}

// What compiling takes: a hundred documents, each asked once by a subgraph that compiles at once and by one that never does.
const fresh = Array.from({ length: 100 }, (_, index) => entities(NESTED.replace('fullName', `n${index}:fullName`)));
const askEach = async (subgraph) => {
  const started = performance.now();
  for (const query of fresh) await subgraph.execute({ query, variables: representations(1) }, officer);
  return (performance.now() - started) / fresh.length;
};
const heap = () => {
  for (let i = 0; i < 5; i += 1) globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1024;
};
const kept = [build(Infinity), build(1)];
await askEach(build(Infinity));
await askEach(build(1));
made = 0;
const measured = [];
for (const subgraph of kept) {
  const before = heap();
  const milliseconds = await askEach(subgraph);
  await askEach(subgraph);
  measured.push({ milliseconds, kilobytes: (heap() - before) / fresh.length });
}
const [plain, whole] = measured;
const memory = globalThis.gc
  ? `; memory ${whole.kilobytes.toFixed(0)} KB a document, ${plain.kilobytes.toFixed(0)} KB uncompiled`
  : '';
console.log(`compiling, mean of ${made}: ${(whole.milliseconds - plain.milliseconds).toFixed(2)} ms${memory}`);
// Both are still in use, so that what they hold was counted.
await Promise.all(kept.map(askEach));
