import { randomUUID } from 'node:crypto';
import type { Asker } from '../../gateway';
import type { KeyRing } from '../../shared/config';
import { keptResponse, searchResponse } from '../../subgraphs/beneficiaries/dci/answer';
import type { SearchOutcome } from '../../subgraphs/beneficiaries/dci/answer';
import { CLOCK_SKEW_MS, Rejection } from '../../subgraphs/beneficiaries/dci/code';
import { groundOf } from '../../subgraphs/beneficiaries/dci/ground';
import {
  findCriteria,
  findReference,
  findTime,
  searchMessageSchema,
  statusMessageSchema,
} from '../../subgraphs/beneficiaries/dci/message';
import type { SearchItem, StatusMessage } from '../../subgraphs/beneficiaries/dci/message';
import { readSearch } from '../../subgraphs/beneficiaries/dci/search';
import { viewerOfSender } from '../../subgraphs/beneficiaries/dci/sender';
import type { Sender } from '../../subgraphs/beneficiaries/dci/sender';
import type { ClientBook } from './client-file';
import { DciFault } from './fault';
import { find } from './find';
import type { Call, DciStore } from './store';

/** What answers DCI messages. */
export interface DciParts {
  /** What the platform calls itself in headers. */
  readonly id: string;
  readonly clients: ClientBook;
  /** Signs what is answered. */
  readonly keys: KeyRing;
  readonly store: DciStore;
}

export interface Desk extends DciParts {
  readonly asker: Asker;
}

/** What a message is about: how many requests it holds, and how they are answered once it is taken. */
export interface Task {
  readonly requests: number;
  /** @throws DciFault */
  run(): Promise<{ readonly message: object; readonly completed: number }>;
}

/** @throws DciFault err.request.bad */
export function searchTask(desk: Desk, sender: Sender, message: unknown): Task {
  const parsed = searchMessageSchema.safeParse(message);
  if (!parsed.success) throw new DciFault(400, 'err.request.bad', 'the message is no search of the standard');
  const { transaction_id: transactionId, search_request: items } = parsed.data;
  const referenceIds = items.map((item) => findReference(item.reference_id) ?? '');
  const call = { senderId: sender.senderId, transactionId, correlationId: randomUUID(), referenceIds };
  return {
    requests: items.length,
    async run() {
      const outcomes = await answerAll(desk, sender, items, call);
      const at = new Date().toISOString();
      const responses = outcomes.map((outcome) => searchResponse(outcome, at));
      const message = {
        transaction_id: transactionId,
        correlation_id: call.correlationId,
        search_response: responses,
      };
      return { message, completed: outcomes.length };
    },
  };
}

async function answerAll(
  desk: Desk,
  sender: Sender,
  items: readonly SearchItem[],
  call: Call,
): Promise<SearchOutcome[]> {
  await desk.store.begin(call);
  try {
    const outcomes: SearchOutcome[] = [];
    for (const [index, item] of items.entries()) {
      const referenceId = call.referenceIds[index] ?? '';
      const isRepeated = call.referenceIds.indexOf(referenceId) < index;
      outcomes.push(await answerOne(desk, sender, { ...item, referenceId, isRepeated }, call.correlationId));
    }
    await desk.store.finish(call, outcomes);
    return outcomes;
  } catch (error) {
    await desk.store.abandon(call);
    throw error;
  }
}

type NamedItem = SearchItem & { readonly referenceId: string; readonly isRepeated: boolean };

/** One request of a message: its ground first, then what it searches, and only then the graph. */
async function answerOne(
  { asker }: Desk,
  sender: Sender,
  item: NamedItem,
  correlationId: string,
): Promise<SearchOutcome> {
  const { referenceId, isRepeated } = item;
  try {
    if (referenceId === '') throw new Rejection('rjct.reference_id.invalid', 'an id of 1 to 99 characters is needed');
    if (isRepeated) throw new Rejection('rjct.reference_id.duplicate', 'the id stands in this message twice');
    const now = Date.now();
    const at = findTime(item.timestamp);
    if (at === undefined || at > now + CLOCK_SKEW_MS) {
      throw new Rejection('rjct.timestamp.invalid', 'a time with its zone, and not to come, is needed');
    }
    const criteria = findCriteria(item.search_criteria);
    if (!criteria) throw new Rejection('rjct.search_criteria.invalid', 'the criteria are not of the standard');
    const ground = groundOf(criteria, sender, now);
    const search = readSearch(criteria);
    const viewer = viewerOfSender(sender, ground.purpose);
    const { maxRecords } = sender;
    const asking = { asker, viewer, correlationId, consentId: ground.reference, maxRecords };
    return { status: 'succ', referenceId, page: search.page, ...(await find(search, asking)) };
  } catch (error) {
    if (error instanceof Rejection) return { status: 'rjct', referenceId, code: error.code, message: error.message };
    throw error;
  }
}

/** @throws DciFault err.request.bad */
export function statusTask({ store }: Desk, { senderId }: Sender, message: unknown): Task {
  const parsed = statusMessageSchema.safeParse(message);
  if (!parsed.success) throw new DciFault(400, 'err.request.bad', 'the message asks for no status of the standard');
  const { transaction_id: transactionId, txnstatus_request: asked } = parsed.data;
  return {
    requests: 1,
    async run() {
      const kept = await store.find({ senderId, ...keyOf(parsed.data) });
      const searched = { transaction_id: transactionId, correlation_id: kept?.correlationId ?? randomUUID() };
      const responses = kept?.requests.map(keptResponse) ?? [unknownTransaction(asked.reference_id)];
      const answer = { ...searched, search_response: responses };
      const response = { txn_type: asked.txn_type, txn_status: answer };
      return { message: { ...searched, txnstatus_response: response }, completed: 1 };
    },
  };
}

type Key = Omit<Parameters<DciStore['find']>[0], 'senderId'>;

/** @throws DciFault err.request.bad for a value that does not fit its type */
function keyOf({ transaction_id: transactionId, txnstatus_request: asked }: StatusMessage): Key {
  const { attribute_type: type, attribute_value: value, txn_type } = asked;
  const isList = Array.isArray(value);
  if (txn_type !== 'search' || isList !== (type === 'reference_id_list')) {
    throw new DciFault(400, 'err.request.bad', 'status is kept of searches, by the attribute that is named');
  }
  if (isList) return { transactionId, referenceIds: value };
  return type === 'transaction_id' ? { transactionId: value } : { transactionId, correlationId: value };
}

/** Of one's own that is over, of another sender's and of none: the same. */
function unknownTransaction(referenceId: string): object {
  const at = new Date().toISOString();
  const message = 'no such transaction is known';
  return searchResponse({ status: 'rjct', referenceId, code: 'rjct.reference_id.invalid', message }, at);
}
