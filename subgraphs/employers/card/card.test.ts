import { CardDesk } from '../../../test/support/seekers';
import type { SeenCard } from '../../../test/support/seekers';
import { seekerId, seekersSql } from '../testing/seekers';

let desk: CardDesk;
let vacancy: string;
beforeAll(async () => {
  desk = await CardDesk.open();
  vacancy = await desk.publish(0);
});
afterAll(() => desk.platform.stop());
beforeEach(() =>
  desk.sql('DELETE FROM employers.card; DELETE FROM employers.cohort; DELETE FROM employers.job_seeker'),
);

const FEWEST = 10;
/** People who are alike in everything but what they expect and since when they are ready. */
async function alike(from: number, to: number, regency = '3273'): Promise<void> {
  await desk.sql(seekersSql(from, to));
  await desk.sql(`UPDATE employers.job_seeker SET skill_codes = '{JAHIT,KERJA_TIM}', skill_levels = '{4,2}', certificates = '[]',
    certificate_units = '{}', accommodations = '{JBI}', willing_to_move = false, available_from = NULL, birth_year = 1990,
    regency_code = '${regency}', education = 'SENIOR' WHERE person_id BETWEEN '${seekerId(from)}' AND '${seekerId(to)}'`);
}
const leave = (...numbers: number[]) =>
  desk.sql(`DELETE FROM employers.job_seeker WHERE person_id = ANY($1)`, [numbers.map(seekerId)]);
const seen = () => desk.seen(0, vacancy);
const cardsOf = (cards: readonly SeenCard[]) => new Set(cards.map(({ card }) => JSON.stringify(card)));
const later = (days: number) =>
  desk.sql('UPDATE employers.card SET held_until = held_until - $1::int WHERE held_until IS NOT NULL', [days]);

test('ten who are alike get the finest card; nine get none', async () => {
  await alike(1, FEWEST - 1);
  expect(await desk.run()).toEqual({ published: 0, held: 0, waiting: 9 });
  expect(await seen()).toEqual([]);
  await alike(FEWEST, FEWEST);
  expect(await desk.run()).toEqual({ published: 10, held: 0, waiting: 0 });
  const cards = await seen();
  expect(cards).toHaveLength(10);
  expect([...cardsOf(cards)].map((card) => JSON.parse(card) as object)).toEqual([
    {
      ...{ ageBand: 'AGE_35_44', regencyCode: '3273', provinceCode: '32', skills: ['JAHIT', 'KERJA_TIM'] },
      ...{ certificates: [], education: 'SENIOR', accommodations: ['JBI'], availability: 'NOW' },
    },
  ]);
});

test('people who are not alike get a coarser card together', async () => {
  await alike(1, 5);
  await alike(6, 10, '3204');
  await desk.run();
  expect([...cardsOf(await seen())].map((card) => JSON.parse(card) as object)).toEqual([
    expect.objectContaining({ regencyCode: null, provinceCode: '32', skills: ['JAHIT'] }),
  ]);
  const [first] = await desk.sql<{ level: number }>('SELECT level FROM employers.cohort');
  expect(first?.level).toBe(4);
});

test('a newcomer waits until ten came, also where others have the same card already', async () => {
  await alike(1, 12);
  await desk.run();
  await alike(13, 13 + FEWEST - 2);
  expect(await desk.run()).toMatchObject({ published: 0, waiting: 9 });
  expect(await seen()).toHaveLength(12);
  await alike(22, 22);
  expect(await desk.run()).toMatchObject({ published: 10, waiting: 0 });
  const cards = await seen();
  expect([cards.length, cardsOf(cards).size]).toEqual([22, 1]);
});

test('a cohort of which fewer than ten are left is not shown, before any run; and they come back coarser after a pause only', async () => {
  await alike(1, FEWEST + 1);
  await desk.run();
  await desk.sql(`UPDATE employers.card SET held_until = current_date + 90 WHERE person_id = $1`, [seekerId(1)]);
  expect(await seen()).toHaveLength(FEWEST);
  await desk.sql(`UPDATE employers.card SET held_until = current_date + 90 WHERE person_id = $1`, [seekerId(2)]);
  expect(await seen()).toEqual([]);
  await leave(1, 2);
  expect(await desk.run()).toEqual({ published: 0, held: 9, waiting: 0 });
  // As many newcomers as it takes: those who were shown before are not among them.
  await alike(21, 30);
  expect(await desk.run()).toMatchObject({ published: 10 });
  await later(89);
  expect(await desk.run()).toMatchObject({ published: 0, waiting: 0 });
  await later(1);
  expect(await desk.run()).toMatchObject({ published: 0, waiting: 9 });
  await alike(31, 31);
  expect(await desk.run()).toMatchObject({ published: 10, waiting: 0 });
  expect(await seen()).toHaveLength(20);
});

test('a card that no longer says what is so is taken back', async () => {
  await alike(1, 12);
  await desk.run();
  await desk.sql(`UPDATE employers.job_seeker SET accommodations = '{JBI,RUANG_TENANG}' WHERE person_id = $1`, [
    seekerId(1),
  ]);
  // Finer than the card tells, or than it told on its day.
  await desk.sql(`UPDATE employers.job_seeker SET wage_expected = 1, experience_months = 50 WHERE person_id = $1`, [
    seekerId(2),
  ]);
  expect(await desk.run()).toEqual({ published: 0, held: 1, waiting: 0 });
  expect(await seen()).toHaveLength(11);
});

test('a card is shown as long as the consent lasts', async () => {
  await alike(1, 11);
  await desk.run();
  await desk.sql('UPDATE employers.card SET shown_until = current_date - 1 WHERE person_id = $1', [seekerId(1)]);
  expect(await seen()).toHaveLength(10);
});

describe('cards are for', () => {
  beforeEach(async () => {
    await alike(1, FEWEST);
    await desk.run();
  });

  test('published vacancies of the own organisation', async () => {
    expect(await seen()).toHaveLength(10);
    expect(await desk.seen(1, vacancy)).toEqual([]);
    const draft = await desk.publish(0);
    await desk.sql(`UPDATE employers.vacancy SET status = 'DRAFT' WHERE id = $1`, [draft]);
    expect(await desk.seen(0, draft)).toEqual([]);
  });

  test.each([
    ['agreement has ended', 'agreement SET ends_on = current_date - 1', 'agreement SET ends_on = current_date + 100'],
    ['agreement was terminated', 'agreement SET terminated_on = current_date', 'agreement SET terminated_on = NULL'],
    ['account was removed', `partner_user SET status = 'REMOVED'`, `partner_user SET status = 'ACTIVE'`],
    ['partnership is suspended', `employer SET status = 'SUSPENDED'`, `employer SET status = 'ACTIVE'`],
  ])('nobody whose %s, from the next request on', async (_, end, begin) => {
    await desk.sql(`UPDATE employers.${end}`);
    expect(await seen()).toEqual([]);
    await desk.sql(`UPDATE employers.${begin}`);
    expect(await seen()).toHaveLength(10);
  });

  test('no other role, and nothing is read', async () => {
    const { data, errors, statements } = await desk.platform.ask(
      { ...desk.recruiter(), role: 'PROGRAM_MANAGER' },
      '{ vacancies(first: 1) { nodes { cards { pageInfo { hasNextPage } } } } }',
    );
    expect([data, errors]).toEqual([{ vacancies: { nodes: [{ cards: null }] } }, []]);
    expect(statements.filter((text) => text.includes('cohort'))).toEqual([]);
  });

  test('a page of many vacancies, at the cost of one', async () => {
    const cost = async (first: number) => {
      const query = `{ myOrganisation { vacancies(first: ${first}, filter: { status: { eq: PUBLISHED } }) { nodes { cards(first: 3) { nodes { ref } } } } } }`;
      const { data, errors, statements } = await desk.platform.ask(desk.recruiter(), query);
      expect(errors).toEqual([]);
      return { statements: statements.length, data };
    };
    for (let number = 0; number < 5; number++) await desk.publish(0);
    await desk.sql('UPDATE employers.relay_position SET caught_up_at = now()');
    const [one, six] = [await cost(1), await cost(6)];
    expect(six.statements).toBe(one.statements);
    expect(JSON.stringify(six.data).split('"ref"')).toHaveLength(6 * 3 + 1);
  });
});
