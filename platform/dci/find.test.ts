import type { Answer, Asker } from '../../gateway';
import { CodedError } from '../../shared/errors';
import type { ErrorCode } from '../../shared/errors';
import { viewerOf } from '../../test/support/platform';
import { find } from './find';

/** What a refusal of the graph is in words of the standard; nothing else of it is passed on. */
const viewer = viewerOf('DINSOS', { regionCodes: ['3204'] });
const asking = (answer: (text: string) => Partial<Answer>) => {
  const asked: string[] = [];
  const asker = {
    readsInFull: () => true,
    ask: async ({ text }: Parameters<Asker['ask']>[0]) => {
      asked.push(text);
      return { data: undefined, errors: [], ...answer(text) } as Answer;
    },
  };
  return { asked, asking: { asker, viewer, correlationId: 'c', consentId: 'authorize V: law', maxRecords: 500 } };
};
const PAGE = { size: 100, number: 1 };
const LIST = {
  entity: 'Group',
  by: { list: 'families', filter: {}, orderBy: [] },
  page: PAGE,
} as const;
const counted = JSON.stringify({ found: { totalCount: { value: 3, exact: true }, pageInfo: { endCursor: 'x' } } });

const refusing = (code: ErrorCode) => ({
  errors: [
    { message: 'of 3204054101809001', extensions: new CodedError(code, { reason: 'of 3204054101809001' }).extensions },
  ],
});

test.each<[ErrorCode, object]>([
  ['COST_EXCEEDED', { code: 'rjct.pagination.invalid' }],
  ['FORBIDDEN', { code: 'rjct.filter.invalid' }],
  ['FORBIDDEN_ARGUMENT', { code: 'rjct.filter.invalid' }],
  ['BAD_USER_INPUT', { code: 'rjct.filter.invalid' }],
  ['FILTER_INVALID', { code: 'rjct.filter.invalid' }],
  ['BUDGET_EXCEEDED', { code: 'err.request.too_many_requests', status: 429 }],
  ['LEDGER_UNAVAILABLE', { code: 'err.service.unavailable', status: 503 }],
  ['SUBGRAPH_UNAVAILABLE', { code: 'err.service.unavailable', status: 503 }],
])('%s, of a page as of a look-up', async (code, expected) => {
  const page = asking((text) => (text.includes('DciPage') ? refusing(code) : { data: counted }));
  const lookUp = asking(() => refusing(code));
  const failed = [
    await find(LIST, page.asking).catch((error: unknown) => error),
    await find({ entity: 'Member', by: { kind: 'nik', value: '1' }, page: PAGE }, lookUp.asking).catch(
      (error: unknown) => error,
    ),
  ];
  for (const error of failed) {
    expect(error).toMatchObject(expected);
    expect(String(error)).not.toContain('3204');
  }
  expect(page.asked).toHaveLength(2);
});

test('control: a field that is refused is missing, and the rest is given', async () => {
  const found = asking(() => ({ ...refusing('FORBIDDEN_FIELD'), data: '{"found":[{"id":"p"}]}' }));
  const { total } = await find({ entity: 'Member', by: { kind: 'nik', value: '1' }, page: PAGE }, found.asking);
  expect(total).toBe(1);
});
