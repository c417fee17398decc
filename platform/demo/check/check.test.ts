import { asAdmin } from '../../../test/support/database';
import type { TestDatabase } from '../../../test/support/database';
import { openNation } from '../../../test/support/nation';
import { openSubgraphs } from '../../subgraphs';
import type { RunningSubgraph } from '../../subgraphs';
import { checkNation, tableOf } from './check';
import type { Finding } from './check';
import { MEASURES } from './measures';

let nation: TestDatabase;
let subgraphs: RunningSubgraph[];
beforeAll(async () => {
  nation = await openNation();
  subgraphs = await openSubgraphs(nation.adminUrl, nation.config);
}, 240_000);
afterAll(async () => {
  await Promise.all(subgraphs.map((running) => running.close()));
  await nation.drop();
});

const check = (scale = nation.config.scale): Promise<Finding[]> =>
  checkNation(
    subgraphs.map(({ parts, database }) => ({ ...parts, database })),
    scale,
  );
const outside = (findings: readonly Finding[]) =>
  findings.filter(({ isWithin }) => !isWithin).map(({ measure }) => measure.name);

test('the demo nation lies within every band', async () => {
  const findings = await check();
  expect(outside(findings)).toEqual([]);
  expect(findings).toHaveLength(MEASURES.length);
  const table = tableOf(findings);
  expect(table).toContain('PKH, Rp a family a year');
  expect(table).not.toContain('!');
});

test('a nation of another size than it should have is told', async () => {
  expect(outside(await check(1_000))).toEqual(expect.arrayContaining(['individuals', 'families', 'PKH families']));
});

test.each([
  [`UPDATE programs.payment SET amount = amount * 2 WHERE period = '2026-T3'`, 'PKH, Rp a family a year'],
  [
    `UPDATE programs.graduation SET relapsed_on = graduated_on WHERE graduated_on IS NOT NULL`,
    'graduates relapsed in 12 months',
  ],
  [
    `UPDATE sentra.device_count SET made = made + 100 WHERE type = 'THREE_WHEEL_MOTORCYCLE'`,
    '- three-wheel motorcycles',
  ],
  [
    `UPDATE sentra.device_count SET distributed = distributed + 1 WHERE distributed > 0`,
    '- each to a person with a need',
  ],
  [
    `DELETE FROM sentra.transition_event WHERE event = 'FINISH_TRAINING' AND entity_id::text < '4'`,
    'of those reached: trained',
  ],
  ['DELETE FROM programs.pena_income; DELETE FROM programs.pena_case', 'PENA graduates of those taken in'],
])('control: after %s it is told', async (spoil, name) => {
  await asAdmin((client) => client.query(spoil), nation.adminUrl);
  const findings = await check();
  expect(outside(findings)).toContain(name);
  expect(tableOf(findings)).toContain('!');
});
