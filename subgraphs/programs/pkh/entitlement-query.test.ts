import { Random } from '../../../platform/demo/nation/random';
import { PKH_COMPONENTS } from '../component/component';
import type { PkhComponent } from '../component/component';
import type { LimitRow, RateRow } from '../program/rate';
import { ProgramsDesk } from '../../../test/support/programs-desk';
import type { Carried } from '../../../test/support/programs-desk';
import { entitlements } from './entitlement';
import { componentAmount, tariffOn } from './tariff.fixture';

const FAMILIES = 150;
const COMPONENTS = Object.keys(PKH_COMPONENTS) as PkhComponent[];
const DAYS = ['2024-12-31', '2025-01-01', '2026-04-01', '2026-07-01'];

let desk: ProgramsDesk;
const families = new Map<string, readonly Carried[]>();

/** Families with up to twelve components of all kinds that begin and end around the days asked about. */
beforeAll(async () => {
  desk = await ProgramsDesk.open();
  const random = new Random(5, 'entitlements');
  const day = () => `202${random.int(4, 6)}-0${random.pick([1, 4, 7])}-01`;
  for (let n = 0; n < FAMILIES; n++) {
    const components = Array.from({ length: random.int(0, 12) }, (): Carried & { component: PkhComponent } => {
      const [from = '', to = ''] = [day(), day()].sort();
      return { component: random.pick(COMPONENTS), from, ...(random.chance(0.5) && { to }) };
    });
    families.set(await desk.enrol({ components, startedOn: '2024-01-01' }), components);
  }
}, 60_000);
afterAll(() => desk[Symbol.asyncDispose]());

const asked = (day: string, months: number) =>
  desk.rows<{ id: string; amount: string | null }>(
    entitlements('SELECT id, program_code, started_on, ended_on FROM enrolment', {
      day: '$1::date',
      months: '$2::int',
    }),
    [day, months],
  );

async function expectModel(): Promise<void> {
  const dated = 'valid_from AS "validFrom", valid_to AS "validTo"';
  const rates = await desk.rows<RateRow>(
    `SELECT component, amount::float8 AS amount, per, ${dated} FROM program_rate WHERE program_code = 'PKH'`,
  );
  const limits = await desk.rows<LimitRow>(
    `SELECT component, maximum, scope, ${dated} FROM program_limit WHERE program_code = 'PKH'`,
  );
  let compared = 0;
  for (const day of DAYS) {
    for (const months of [1, 3, 12]) {
      const tariff = tariffOn(rates, limits, day, months);
      for (const { id, amount } of await asked(day, months)) {
        const carried = (families.get(id) ?? []).filter(({ from = '', to }) => from <= day && (to ?? day) >= day);
        const expected = componentAmount(
          carried.map(({ component }) => component as PkhComponent),
          tariff,
        );
        const model = tariff.amounts.size === 0 ? null : expected;
        expect([day, months, id, amount === null ? null : Number(amount)]).toEqual([day, months, id, model]);
        if (model) compared += 1;
      }
    }
  }
  // Control: it compared amounts, not nothings.
  expect(compared).toBeGreaterThan(FAMILIES * 3);
}

test('gives each of many families what a model of one family gives, whatever it carries', async () => {
  await expectModel();
  // With other dated rows it follows: no cap, and one pupil of a kind only.
  await desk.rows(`UPDATE program_limit SET valid_to = '2026-03-31' WHERE program_code = 'PKH' AND component IS NULL`);
  await desk.rows(`INSERT INTO program_limit (program_code, component, maximum, scope, valid_from, confidence)
    VALUES ('PKH', 'ANAK_SD', 1, 'AT_ONCE', '2026-04-01', 'UNCERTAIN')`);
  await expectModel();
});

test('outside of the enrolment nothing is due, and a flat rate takes no components', async () => {
  const [ended, later] = [await desk.enrol({ endedOn: '2026-06-30', components: ['ANAK_SD'] }), '2026-07-02'];
  const begins = await desk.enrol({ startedOn: later, components: ['ANAK_SD'] });
  const sembako = await desk.enrol({ program: 'SEMBAKO' });
  const kube = await desk.enrol({ program: 'KUBE' });
  const found = new Map((await asked('2026-07-01', 3)).map(({ id, amount }) => [id, amount && Number(amount)]));
  expect([ended, begins, sembako, kube].map((id) => found.get(id))).toEqual([0, 0, 600_000, null]);
});
