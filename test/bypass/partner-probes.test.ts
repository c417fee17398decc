import { createHash, randomUUID } from 'node:crypto';
import type { Viewer } from '../../shared/viewer';
import { toldBy } from '../support/board-desk';
import { CandidateDesk } from '../support/candidate-desk';
import { PartnerFront, storedDocument } from '../support/partner-front';
import { PartnerView, clientKey } from '../support/partner-view';
import { readDocuments } from '../../platform/front';

/**
 * A partner tries to learn of people it was not told of, or of no longer: by the graph as it is served to it, where it has its stored
 * documents alone, and past the gateway's list of them, as somebody would who got by it.
 */
let desk: CandidateDesk;
let front: PartnerFront;
let view: PartnerView;
let own: string;
let foreign: string;
beforeAll(async () => {
  desk = await CandidateDesk.open();
  await desk.platform.relay.drain();
  await desk.platform.relay.stop();
  front = await PartnerFront.open(desk.platform);
  view = new PartnerView(desk, front);
  await view.agreesToAll('sarni');
  await view.agreesToAll('budi');
  await view.publish();
  own = await desk.refer('sarni', 'PLACED');
  [foreign = ''] = await referToOther([desk.ids.person('budi')]);
});
afterAll(async () => {
  await front?.[Symbol.asyncDispose]();
  await desk?.[Symbol.asyncDispose]();
});

const US = () => desk.recruiter(0);
const THEM = () => desk.recruiter(1);

/** Refers people to the other partner; the ids. */
async function referToOther(persons: readonly string[]): Promise<string[]> {
  const rows = await desk.sql<{ id: string }>(
    `INSERT INTO employers.referral (id, person_id, case_id, centre_id, employer_id, vacancy_id, region_code, status, referred_on)
     SELECT gen_random_uuid(), person, gen_random_uuid(), 'S-001', $2, $3, '3204', 'ACCEPTED', current_date
     FROM unnest($1::uuid[]) person RETURNING id`,
    [persons, desk.partners[1], desk.vacancies[1]],
  );
  return rows.map(({ id }) => id);
}

const PAGE =
  'edges { cursor node { id candidate { ref nik } } } pageInfo { hasNextPage hasPreviousPage endCursor } totalCount { value exact }';
/** `$FOREIGN`, `$THEIRS` and `$THEIR_REF`: a referral, a vacancy and a pseudonym of the other partner. */
const PROBES: Readonly<Record<string, string>> = {
  'the list and its count': `{ referrals { ${PAGE} } }`,
  'a page that could go on': `{ referrals(first: 1) { ${PAGE} } }`,
  'from behind, sorted': `{ referrals(last: 1, orderBy: [{ field: STATUS, direction: DESC }]) { ${PAGE} } }`,
  'a filter by a state they have': `{ referrals(filter: { status: { eq: ACCEPTED } }) { ${PAGE} } }`,
  'a filter by their vacancy': `{ referrals(filter: { vacancyId: { in: ["$THEIRS"] } }) { ${PAGE} } }`,
  'their referral by id': '{ referral(id: "$FOREIGN") { id status candidate { ref } } }',
  'their vacancy': '{ vacancy(id: "$THEIRS") { referrals { id } cards { nodes { ref nik } pageInfo { endCursor } } } }',
  'their pseudonym': '{ candidate(ref: "$THEIR_REF") { ref firstName nik } }',
};

async function askAll(viewer: Viewer): Promise<Record<string, unknown>> {
  const answers: Record<string, unknown> = {};
  for (const [name, text] of Object.entries(PROBES)) {
    const query = text
      .replaceAll('$FOREIGN', foreign)
      .replaceAll('$THEIRS', desk.vacancies[1])
      .replaceAll('$THEIR_REF', desk.ref('budi', 1));
    const { data, errors, statements } = await desk.platform.ask(viewer, query);
    answers[name] = { data, errors, statements: [...statements].sort() };
  }
  return answers;
}

test('past the list of documents: filter, sort, count and page are the same with fifty of the other partner’s people', async () => {
  const [before, theirs] = [await askAll(US()), await askAll(THEM())];
  await referToOther(Array.from({ length: 50 }, () => randomUUID()));
  const [after, theirsAfter] = [await askAll(US()), await askAll(THEM())];
  for (const name of Object.keys(PROBES)) expect([name, after[name]]).toEqual([name, before[name]]);
  expect(before['the list and its count']).toMatchObject({
    data: { referrals: { edges: [{ node: { id: own } }], totalCount: { value: 1, exact: true } } },
  });
  for (const name of ['a filter by a state they have', 'a filter by their vacancy']) {
    expect(before[name]).toMatchObject({ data: { referrals: { edges: [], totalCount: { value: 0 } } } });
  }
  expect(before['their referral by id']).toMatchObject({ data: { referral: null }, errors: [] });
  expect(before['their pseudonym']).toMatchObject({ data: { candidate: null }, errors: [] });
  // Control: to the other partner they show.
  const changed = Object.keys(PROBES).filter(
    (name) => JSON.stringify(theirs[name]) !== JSON.stringify(theirsAfter[name]),
  );
  expect(changed).toEqual(expect.arrayContaining(['the list and its count', 'a filter by their vacancy']));
  expect(theirs['their pseudonym']).toMatchObject({ data: { candidate: { firstName: null } } });
});

describe('cursors', () => {
  const listed = async (viewer: Viewer, after?: string) => {
    const { data, codes } = await front.stored(viewer, 'OurReferrals', { first: 1, after });
    const page = data?.['referrals'] as { nodes: { id: string }[]; pageInfo: { endCursor: string } } | undefined;
    return { ids: page?.nodes.map(({ id }) => id), cursor: page?.pageInfo.endCursor ?? '', codes };
  };
  const cards = async (viewer: Viewer, vacancy: 0 | 1 | 2, after?: string) => {
    const variables = { id: desk.vacancies[vacancy], first: 1, after };
    const { data, codes } = await front.stored(viewer, 'CardsOfVacancy', variables);
    const found = data?.['vacancy'] as {
      cards: { nodes: { ref: string }[]; pageInfo: { endCursor: string } } | null;
    } | null;
    const page = found?.cards;
    return { refs: page?.nodes.map(({ ref }) => ref), cursor: page?.pageInfo.endCursor ?? '', codes };
  };

  test('of another list, of another vacancy, of the other partner’s cards, of a board, or made up: none', async () => {
    const ours = { list: (await listed(US())).cursor, cards: (await cards(US(), 0)).cursor };
    const theirCards = await cards(THEM(), 1);
    expect(theirCards.refs).toHaveLength(1);
    const board = await front.board(US());
    const [{ id: boardCursor } = { id: '' }] = await board.until(1);
    board.close();
    const [key, , signature] = ours.list.split('.');
    const place = Buffer.from(JSON.stringify(['2026-01-01T00:00:00.000Z', foreign])).toString('base64url');
    const made = [`${key}.${place}.${signature}`, place, `${key}.${place}.${'A'.repeat(16)}`, 'null', '{}'];
    for (const after of [ours.cards, boardCursor, theirCards.cursor, ...made]) {
      expect([after, (await listed(US(), after)).codes]).toEqual([after, ['CURSOR_INVALID']]);
    }
    for (const after of [ours.list, boardCursor, theirCards.cursor, ...made]) {
      expect([after, (await cards(US(), 0, after)).codes]).toEqual([after, ['CURSOR_INVALID']]);
    }
    expect((await cards(US(), 2, ours.cards)).codes).toEqual(['CURSOR_INVALID']);
    // Control: where they come from they go on.
    expect((await listed(US(), ours.list)).codes).toEqual([]);
    const next = await cards(US(), 0, ours.cards);
    expect(next.codes).not.toContain('CURSOR_INVALID');
    expect(next.refs).not.toEqual((await cards(US(), 0)).refs);
  });

  test('one of the other partner’s referrals leads to the own ones only', async () => {
    const theirs = await listed(THEM());
    expect(theirs.ids).toHaveLength(1);
    const { ids, codes } = await listed(US(), theirs.cursor);
    expect(codes).toEqual([]);
    expect((ids ?? []).filter((id) => id !== own)).toEqual([]);
  });
});

describe('entities', () => {
  const IDENTITY = 'ref firstName fullName nik disability';
  const nobody = { firstName: null, fullName: null, nik: null, disability: null };
  const opened = async (viewer: Viewer, representation: object) => {
    const { data } = await desk.entities(viewer, [representation], IDENTITY);
    return (data?.['_entities'] as readonly unknown[] | undefined)?.[0];
  };

  test('the graph has no such question, by no document and past them', async () => {
    const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Candidate { nik } } }`;
    const variables = { of: [{ __typename: 'Candidate', ref: desk.ref('sarni') }] };
    expect((await front.ask(US(), query, variables)).codes).toEqual(['DOCUMENT_NOT_TRUSTED']);
    const { errors, fetches } = await desk.platform.ask(US(), query, variables);
    expect([errors.map(({ extensions }) => extensions['code']).includes('GRAPHQL_VALIDATION_FAILED'), fetches]).toEqual(
      [true, []],
    );
  });

  test('the employers’ side seals nothing for a pseudonym of the other partner, or for none', async () => {
    const { subgraph } = desk.platform.subgraph('employers');
    const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Candidate { ref disclosure } } }`;
    const of = (refs: readonly string[]) => refs.map((ref) => ({ __typename: 'Candidate', ref }));
    const refs = [
      desk.ref('sarni', 1),
      desk.ref('budi', 1),
      desk.ref('budi'),
      '0'.repeat(32),
      desk.ids.person('sarni'),
    ];
    const ask = async (viewer: Viewer, list: readonly string[]) =>
      (await subgraph.execute({ query, variables: { of: of(list) } }, viewer)).data?.['_entities'];
    expect(await ask(US(), refs)).toEqual(refs.map(() => null));
    // Control: each its own.
    const sealed = { disclosure: expect.any(String) as string };
    expect(await ask(US(), [desk.ref('sarni')])).toMatchObject([sealed]);
    expect(await ask(THEM(), [desk.ref('budi', 1)])).toMatchObject([sealed]);
  });

  test('the registry opens one capability as long as there is consent, and for whom it was made', async () => {
    const [ref, disclosure] = [desk.ref('sarni'), desk.seal(desk.disclosure('sarni', 4))];
    const kept = { ref, disclosure };
    const open = { ref, firstName: 'Sarni', nik: '3204054101809917', disability: 'FISIK' };
    expect(await opened(US(), kept)).toMatchObject(open);
    for (const forged of [
      { ref, disclosure: `${disclosure.slice(0, -4)}AAAA` },
      { ref, disclosure: Buffer.from(JSON.stringify(desk.disclosure('sarni', 4))).toString('base64url') },
      { ref: desk.ref('budi'), disclosure },
      { ref: desk.ref('sarni', 1), disclosure },
      { ref },
    ]) {
      expect(await opened(US(), forged)).toBeNull();
    }
    expect(await opened(THEM(), kept)).toBeNull();
    // The one from before the withdrawal, kept: it shows what is agreed to now.
    const take = async (kind: string) => {
      const rows = await desk.sql<{ id: string }>(
        `SELECT id FROM beneficiaries.consent WHERE person_id = $1 AND kind = $2 AND status = 'GIVEN'`,
        [desk.ids.person('sarni'), kind],
      );
      const { codes } = await front.ask(
        view.citizen('sarni'),
        'mutation ($input: StepInput!) { withdrawConsent(input: $input) { id } }',
        { input: { id: rows[0]?.id, version: 1, clientKey: clientKey() } },
      );
      expect(codes).toEqual([]);
      return opened(US(), kept);
    };
    expect(await take('EMPLOYMENT')).toEqual({ ...open, fullName: 'Sarni Dewi Wulandaru', nik: null });
    expect(await take('DISABILITY')).toMatchObject({ firstName: 'Sarni', nik: null, disability: null });
    expect(await take('REFERRAL')).toEqual({ ref, ...nobody });
    await view.agreesToAll('sarni');
    expect(await opened(US(), kept)).toMatchObject(open);
  });
});

describe('live', () => {
  test('a cursor of the other partner’s board opens none, and its own is told of its own', async () => {
    const [ours, theirs] = [await front.board(US()), await front.board(THEM())];
    const [ourStart, theirStart] = [(await ours.until(1))[0]?.id, (await theirs.until(1))[0]?.id];
    expect(await front.board(US(), theirStart)).toMatchObject({ status: 400, code: 'CURSOR_INVALID' });
    expect(await front.board(US(), `${ourStart?.slice(0, -4)}AAAA`)).toMatchObject({ code: 'CURSOR_INVALID' });
    await desk.sql(
      `UPDATE employers.referral SET status = 'INTERVIEW', interview_at = now(), interview_place = 'x' WHERE id = $1`,
      [foreign],
    );
    await desk.sql(
      `INSERT INTO employers.outbox (topic, entity_id, payload) SELECT 'referral', id, jsonb_build_object('event', 'INVITE',
         'status', status, 'employerId', employer_id, 'centreId', centre_id, 'personId', person_id)
       FROM employers.referral WHERE id = ANY ($1::uuid[])`,
      [[own, foreign]],
    );
    const told = async (board: typeof ours, id: string) => {
      while (toldBy(board.events).length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
      expect(toldBy(board.events)).toEqual([`INVITE ${id}`]);
    };
    await told(ours, own);
    await told(theirs, foreign);
    const again = await front.board(US(), ourStart);
    await told(again, own);
    for (const board of [ours, theirs, again]) board.close();
  });
});

describe('stored documents', () => {
  const idOf = (text: string) => createHash('sha256').update(text).digest('hex');
  const probe = 'query Probe($id: ID!) { referral(id: $id) { candidate { nik } } }';

  test('a text that is not listed, under any id, and documents of another program: refused, and nothing is asked', async () => {
    const listed = storedDocument('OurReferral');
    const app = storedDocument('Catalogue', 'public-app');
    expect(readDocuments().findById('public-app', idOf(app))).toBe(app);
    const variables = { id: own };
    const statements: string[] = [];
    const stops = desk.platform.subgraphs.map(({ database }) => database.onStatement((text) => statements.push(text)));
    for (const body of [
      { query: probe },
      { query: listed.replace('candidate {', 'candidate { nik') },
      { query: `${listed} ${probe}`, operationName: 'Probe' },
      { query: probe, documentId: idOf(listed) },
      { query: listed.replace('phone', 'phone nik'), documentId: idOf(listed) },
      { query: probe, extensions: { persistedQuery: { version: 1, sha256Hash: idOf(probe) } } },
      { query: probe, extensions: { persistedQuery: { version: 1, sha256Hash: idOf(listed) } } },
      { documentId: idOf(probe) },
      { documentId: idOf(app) },
      { query: app },
      { documentId: 'constructor' },
    ]) {
      const reply = await front.send(US(), { ...body, variables });
      expect([body, reply.data, reply.codes]).toEqual([body, null, ['DOCUMENT_NOT_TRUSTED']]);
    }
    expect(statements).toEqual([]);
    // Control: word for word, by id, and both.
    for (const body of [{ query: listed }, { documentId: idOf(listed) }, { query: listed, documentId: idOf(listed) }]) {
      const reply = await front.send(US(), { ...body, variables });
      expect([reply.codes, reply.data?.['referral']]).toMatchObject([[], { id: own }]);
    }
    expect(statements.length).toBeGreaterThan(0);
    for (const stop of stops) stop();
  });

  test('by a listed document one learns nothing of the other partner’s: no referral, no payroll, no card', async () => {
    for (const name of ['OurReferral', 'PayrollOf']) {
      const asked = await front.stored(US(), name, { id: foreign });
      const missing = await front.stored(US(), name, { id: '00000000-0000-4000-8000-000000000000' });
      expect([name, asked]).toEqual([name, missing]);
      expect((await front.stored(THEM(), name, { id: foreign })).data?.['referral']).not.toBeNull();
    }
    const cards = await front.stored(US(), 'CardsOfVacancy', { id: desk.vacancies[1] });
    expect(cards.data?.['vacancy']).toMatchObject({ cards: { nodes: [] } });
  });
});
