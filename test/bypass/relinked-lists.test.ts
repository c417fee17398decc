import { systemActor } from '../../shared/viewer';
import { readySeekers } from '../../subgraphs/employers/job-seeker/job-seeker';
import { SEEKER_REGENCIES, seekerId, seekersSql } from '../../subgraphs/employers/testing/seekers';
import { atDepth } from '../support/depth';
import { CardDesk, EVERY_ADJUSTMENT } from '../support/seekers';
import type { AskedFor, SeenCard } from '../support/seekers';

/**
 * Two partners lay side by side all that cards ever told them, to find out which pseudonym of the one is which of the other. They keep
 * everything: every page in its order, on several days, for vacancies as narrow as they can publish them. None of it may give a
 * better guess than one in ten; what each way gives is printed.
 */
const FIRST_DAY = atDepth({ ordinary: 1_000, deep: 2_000 });
const LATER_DAYS = 2;
const NEWCOMERS = FIRST_DAY / 5;
/** One in so many leaves between two days. */
const LEAVE = 20;
/** The largest share a guess may hit. */
const ONE_IN_TEN = 0.1;

/** The same on both sides: one that everything goes with, and ones that ask for little or for something rare. */
const VACANCIES: readonly AskedFor[] = [
  {},
  { accommodations: [] },
  { accommodations: ['JBI'] },
  { regencyCode: '1271', accommodations: ['JBI'] },
  { skills: ['LAS', 'LISTRIK'] },
  { certificates: ['CTH.01'] },
  { regencyCode: '3204', skills: ['BATIK'], certificates: ['CTH.02'] },
];

/** What a partner knows of one of its pseudonyms. */
interface Known {
  readonly personId: string;
  readonly card: SeenCard['card'];
  /** For each look at each vacancy whether it was there, and where in the list. */
  readonly looks: (number | undefined)[];
}
type Memory = Map<string, Known>;

let desk: CardDesk;
const vacancies: [string[], string[]] = [[], []];
const memories: [Memory, Memory] = [new Map(), new Map()];
let looks = 0;

beforeAll(async () => {
  desk = await CardDesk.open();
  for (const asked of VACANCIES)
    for (const partner of [0, 1] as const) vacancies[partner].push(await desk.publish(partner, asked));
  await desk.sql(seekersSql(1, FIRST_DAY));
  for (let day = 0; day <= LATER_DAYS; day++) {
    if (day > 0) {
      await someLeave(day);
      await lookAround();
      await desk.sql(seekersSql(FIRST_DAY + (day - 1) * NEWCOMERS + 1, FIRST_DAY + day * NEWCOMERS));
    }
    await desk.run();
    await lookAround();
  }
}, 600_000);
afterAll(() => desk.platform.stop());

/** People find work, as the relay brings it: their cards are gone before any run. */
async function someLeave(day: number): Promise<void> {
  const gone = await desk.sql<{ case_id: string; centre_id: string }>(
    `SELECT case_id, centre_id FROM employers.job_seeker
     WHERE is_ready AND ('x' || left(md5($1 || person_id), 8))::bit(32)::bigint % ${LEAVE} = 0`,
    [`day ${day}`],
  );
  const events = gone.map(({ case_id, centre_id }) => ({
    ...{ topic: 'service_case', entityId: case_id, at: '' },
    payload: { centreId: centre_id, personId: null, status: 'AFTERCARE', profile: null },
  }));
  const { database } = desk.platform.subgraph('employers');
  await database.bulk(systemActor('a test'), (client) => readySeekers.apply(events, client, database.recordKeys));
}

/** Both partners read everything they have. */
async function lookAround(): Promise<void> {
  for (const [index] of VACANCIES.entries()) {
    for (const partner of [0, 1] as const) {
      const list = await desk.seen(partner, vacancies[partner][index] ?? '');
      for (const [place, { ref, personId, card }] of list.entries()) {
        const known = memories[partner].get(ref) ?? { personId, card, looks: [] };
        memories[partner].set(ref, known);
        known.looks[looks] = place;
      }
    }
    looks++;
  }
}

/** Those a partner sees now, for any vacancy. */
const present = ({ looks: seen }: Known) => seen.slice(looks - VACANCIES.length).some((place) => place !== undefined);
const now = (memory: Memory) => [...memory.values()].filter(present);

interface Guess {
  /** How many of the one side's pseudonyms are found on the other's, guessing among those that look the same. */
  readonly share: number;
  /** Those of whom nobody else looks the same. */
  readonly unique?: number;
  /** The best chance for any one of them. */
  readonly best: number;
}

/** What comes of laying two lists side by side by something each side knows of its own. */
function guess(ours: readonly Known[], theirs: readonly Known[], looksLike: (known: Known) => string): Guess {
  const crowd = new Map<string, Set<string>>();
  for (const known of theirs) {
    const key = looksLike(known);
    crowd.set(key, (crowd.get(key) ?? new Set()).add(known.personId));
  }
  const chances = ours.map((known) => {
    const others = crowd.get(looksLike(known));
    return others?.has(known.personId) ? 1 / others.size : 0;
  });
  return {
    share: chances.reduce((sum, chance) => sum + chance, 0) / ours.length,
    unique: chances.filter((chance) => chance === 1).length,
    best: chances.reduce((most, chance) => Math.max(most, chance), 0),
  };
}

const ATTRIBUTES = [
  ...(['ageBand', 'regencyCode', 'provinceCode', 'skills', 'certificates', 'education', 'accommodations'] as const),
  'availability' as const,
];
const sayOf = (known: Known, attributes: readonly (typeof ATTRIBUTES)[number][] = ATTRIBUTES) =>
  JSON.stringify(attributes.map((attribute) => known.card[attribute]));
const told: string[] = [];
function tell(way: string, { share, unique, best }: Guess): void {
  const alone = unique === undefined ? '' : `, ${unique} unique`;
  const chance = best === 0 ? 'none' : `at best 1 in ${(1 / best).toFixed(1)}`;
  told.push(`${way.padEnd(44)} ${(share * 100).toFixed(2).padStart(6)} %${alone}, ${chance}`);
}
afterAll(() => process.stdout.write(`re-linked, of those shown now:\n${told.join('\n')}\n`));

test('control: there is something to lay side by side', () => {
  const [ours, theirs] = memories.map(now);
  expect(ours?.length).toBeGreaterThan(FIRST_DAY / 2);
  expect(new Set(ours?.map(({ personId }) => personId))).toEqual(new Set(theirs?.map(({ personId }) => personId)));
  expect(new Set(ours?.map((known) => sayOf(known))).size).toBeGreaterThan(30);
  // Some came on every day, and some of each day's have gone.
  expect(memories[0].size).toBeGreaterThan((ours?.length ?? 0) + FIRST_DAY / 20);
});

test('by pseudonym: none', () => {
  const shared = [...memories[0].keys()].filter((ref) => memories[1].has(ref));
  expect(shared).toEqual([]);
  expect([...memories[0].keys()].every((ref) => /^[\da-f]{32}$/.test(ref))).toBe(true);
  tell('pseudonyms', { share: shared.length / memories[0].size, unique: shared.length, best: 0 });
});

test('by what cards say, in every combination of attributes: never one alone, and no better than one in ten', () => {
  const [ours, theirs] = [now(memories[0]), now(memories[1])];
  const subsets = Array.from({ length: 2 ** ATTRIBUTES.length }, (_, bits) =>
    ATTRIBUTES.filter((_attribute, index) => (bits >> index) & 1),
  );
  const guesses = subsets.map((subset) => guess(ours, theirs, (known) => sayOf(known, subset)));
  expect(guesses.reduce((sum, { unique }) => sum + (unique ?? 0), 0)).toBe(0);
  const [best] = [...guesses].sort((one, other) => other.share - one.share);
  if (!best) throw new Error('nothing was tried');
  tell(`cards, best of ${guesses.length} combinations`, best);
  expect(Math.max(...guesses.map((each) => each.best))).toBeLessThanOrEqual(ONE_IN_TEN);
  expect(best.share).toBeLessThanOrEqual(ONE_IN_TEN);
});

test('by order: the place in one list says nothing of the place in the other', () => {
  const [ours, theirs] = [now(memories[0]), now(memories[1])];
  const ranks = (list: readonly Known[]) => {
    const next = new Map<string, number>();
    const inOrder = [...list].sort((one, other) => placeOf(one) - placeOf(other));
    return new Map(
      inOrder.map((known) => {
        const card = sayOf(known);
        next.set(card, (next.get(card) ?? 0) + 1);
        return [known.personId, `${card} ${next.get(card)}`] as const;
      }),
    );
  };
  const [mine, other] = [ranks(ours), ranks(theirs)];
  const hits = [...mine].filter(([personId, rank]) => other.get(personId) === rank).length;
  const share = hits / ours.length;
  tell('cards and the place among the same ones', { share, best: share });
  expect(share).toBeLessThanOrEqual(ONE_IN_TEN);
});
/** In the list of the first vacancy. */
const placeOf = ({ looks: seen }: Known) => seen[looks - VACANCIES.length] ?? -1;

test('by when they came: nobody came alone', () => {
  const came = (known: Known) => `${sayOf(known)} ${known.looks.findIndex((place) => place !== undefined)}`;
  const found = guess(now(memories[0]), now(memories[1]), came);
  tell('cards and the day they came', found);
  expect(found.best).toBeLessThanOrEqual(ONE_IN_TEN);
});

test('by everything: each look at each vacancy since the first day', () => {
  const history = (known: Known) =>
    `${sayOf(known)} ${Array.from({ length: looks }, (_, look) => (known.looks[look] === undefined ? '-' : '+')).join('')}`;
  const found = guess(now(memories[0]), now(memories[1]), history);
  tell('cards and all that was ever seen of them', found);
  expect(found.best).toBeLessThanOrEqual(ONE_IN_TEN);
  // Of who is gone the two know by the day; it opens nothing, and they do not come back under it before the pause.
  const gone = memories.map((memory) => [...memory.values()].filter((known) => !present(known)));
  told.push('', 'of those gone:');
  tell('cards and all that was ever seen of them', guess(gone[0] ?? [], gone[1] ?? [], history));
});

test('control: what people are like in truth would find most of them', async () => {
  const rows = await desk.sql<{ person_id: string; truth: string }>(
    `SELECT person_id, concat_ws(' ', birth_year, regency_code, skill_codes, skill_levels, education, accommodations) AS truth
     FROM employers.job_seeker`,
  );
  const truth = new Map(rows.map(({ person_id, truth: of }) => [person_id, of]));
  const found = guess(now(memories[0]), now(memories[1]), ({ personId }) => truth.get(personId) ?? personId);
  told.push('', 'control, with what cards do not tell:');
  tell('true attributes', found);
  expect(found.share).toBeGreaterThan(0.5);
});

describe('probing', () => {
  test('no vacancy, however it is made, tells one of a cohort from another', async () => {
    const cohorts = await desk.sql<{ cohort_id: string; person_id: string }>(
      'SELECT cohort_id, person_id FROM employers.card WHERE held_until IS NULL',
    );
    const cohortOf = new Map(cohorts.map(({ cohort_id, person_id }) => [person_id, cohort_id]));
    const whole = new Map<string, number>();
    for (const { cohort_id } of cohorts) whole.set(cohort_id, (whole.get(cohort_id) ?? 0) + 1);
    const skills = [[], ['JAHIT'], ['SALON', 'KASIR'], ['KERJA_TIM']];
    const sets = [[], ['JBI'], ['RAMP_LIFT'], EVERY_ADJUSTMENT];
    let partly = 0;
    for (let number = 0; number < 24; number++) {
      const vacancy = await desk.publish(0, {
        regencyCode: SEEKER_REGENCIES[number % SEEKER_REGENCIES.length] ?? '',
        skills: skills[number % 4] ?? [],
        accommodations: sets[(number >> 2) % 4] ?? [],
        certificates: number % 5 === 0 ? ['CTH.01'] : [],
      });
      const shown = new Map<string, number>();
      for (const { personId } of await desk.seen(0, vacancy)) {
        const cohort = cohortOf.get(personId) ?? '';
        shown.set(cohort, (shown.get(cohort) ?? 0) + 1);
      }
      if (shown.size > 0 && shown.size < whole.size) partly++;
      for (const [cohort, people] of shown) expect(people).toBe(whole.get(cohort));
    }
    // Control: the vacancies do tell cohorts apart.
    expect(partly).toBeGreaterThan(10);
  });

  test('what partners do not see of somebody changes nothing', async () => {
    const [vacancy] = vacancies[0];
    const list = async () => (await desk.seen(0, vacancy ?? '')).map(({ ref, card }) => ({ ref, card }));
    const before = await list();
    await desk.sql(`UPDATE employers.job_seeker SET wage_expected = 1, experience_months = 700, soft_readiness = 0,
      ready_since = '2020-01-01', skill_levels = array_fill(5::smallint, ARRAY[cardinality(skill_levels)]), centre_id = 'S-009'`);
    expect(await list()).toEqual(before);
  });

  test('there is nothing to filter, sort or count by, and no way into the middle of a list', async () => {
    const ask = async (field: string) => {
      const query = `query { vacancy(id: "${vacancies[0][0]}") { ${field} } }`;
      const { data, errors } = await desk.platform.ask<{ vacancy: { cards: Record<string, unknown> } | null }>(
        desk.recruiter(),
        query,
      );
      return { cards: data?.vacancy?.cards, code: errors[0]?.extensions['code'] };
    };
    expect((await ask('cards { totalCount { value } }')).code).toBe('GRAPHQL_VALIDATION_FAILED');
    for (const argument of ['filter: {}', 'orderBy: []', 'last: 1', 'before: "x"', 'where: {}']) {
      expect((await ask(`cards(${argument}) { nodes { ref } }`)).code).toBe('GRAPHQL_VALIDATION_FAILED');
    }
    const { cards } = await ask('cards(first: 1) { pageInfo { endCursor } nodes { ref } }');
    const { endCursor: cursor } = cards?.['pageInfo'] as { endCursor: string };
    const [key, payload, signature] = cursor.split('.');
    const place = Buffer.from(JSON.stringify(['0'.repeat(32)])).toString('base64url');
    for (const forged of [
      `${key}.${place}.${signature}`,
      place,
      payload ?? '',
      `${key}.${payload}.${'A'.repeat(16)}`,
    ]) {
      expect((await ask(`cards(after: "${forged}") { nodes { ref } }`)).code).toBe('CURSOR_INVALID');
    }
    // A cursor of one vacancy is none of another, nor of the other partner.
    const query = `query { vacancy(id: "${vacancies[0][1]}") { cards(after: "${cursor}") { nodes { ref } } } }`;
    const { errors } = await desk.platform.ask(desk.recruiter(), query);
    expect(errors[0]?.extensions['code']).toBe('CURSOR_INVALID');
  });

  test('a person is no better known to who knows the id', async () => {
    const { errors } = await desk.platform.ask(desk.recruiter(), `{ person(id: "${seekerId(1)}") { fullName } }`);
    const other = await desk.platform.ask(desk.recruiter(), `{ person(id: "${seekerId(999_999)}") { fullName } }`);
    expect(errors).toEqual(other.errors);
  });
});
