import { randomUUID } from 'node:crypto';
import { createAsker } from '../../gateway';
import { budgetUrl, openGatewayStore } from '../../platform/budget/store';
import { clientsOf } from '../../platform/dci/clients';
import { createDciHandler } from '../../platform/dci/handler';
import { publicJwk, signMessage } from '../../platform/dci/signature';
import { logFault } from '../../platform/log';
import { createKeyRing } from '../../shared/config';
import type { Key } from '../../shared/config';
import { serve } from './http';
import type { TestPlatform } from './platform';
import { inTurn } from './topology';

export const RECEIVER = 'registry.example';
/** Acts for the social affairs office of regency 32.04: VERIFIKASI by law, LAYANAN by consent. */
export const OFFICE = 'spmis.example';
/** Manages PKH everywhere. */
export const PROGRAM = 'pkh.example';

const keyOf = (id: string, byte: number): Key => ({ id, secret: Buffer.alloc(32, byte) });
export const OFFICE_KEY = keyOf('k1', 1);
const PROGRAM_KEY = keyOf('k1', 2);
const KEYS: Readonly<Record<string, Key>> = { [OFFICE]: OFFICE_KEY, [PROGRAM]: PROGRAM_KEY };
const PLATFORM_KEY = keyOf('p1', 3);

/** The senders as an operator registers them. */
export const SENDERS = [
  {
    senderId: OFFICE,
    keys: [publicJwk(OFFICE_KEY)],
    viewer: { role: 'DINSOS', regionCodes: ['3204'], programCodes: [] },
    purposes: [
      { code: 'VERIFIKASI', purpose: 'VERIFIKASI', legalBasis: 'UU 13/2011' },
      { code: 'LAYANAN', purpose: 'LAYANAN' },
    ],
    consentDays: 30,
    maxRecords: 4,
  },
  {
    senderId: PROGRAM,
    keys: [publicJwk(PROGRAM_KEY)],
    viewer: { role: 'PROGRAM_MANAGER', regionCodes: ['ID'], programCodes: ['PKH'] },
    purposes: [{ code: 'PENYALURAN', purpose: 'PENYALURAN', legalBasis: 'Permensos 1/2018' }],
  },
];

export type Bag = Record<string, unknown>;

/** What came back over HTTP. */
export interface DciReply {
  readonly status: number;
  readonly body: {
    readonly signature?: string;
    readonly header?: Bag;
    readonly message?: Bag & {
      search_response?: SearchItem[];
      txnstatus_response?: { txn_status: { search_response: SearchItem[] } };
    };
    readonly errors?: readonly { readonly code: string; readonly message: string }[];
  };
}

export interface SearchItem {
  readonly reference_id: string;
  readonly status: string;
  readonly status_reason_code?: string;
  readonly status_reason_message?: string;
  readonly data?: { readonly reg_records: Bag[] };
  readonly pagination?: { readonly page_size: number; readonly page_number: number; readonly total_count: number };
}

/** The adapter over every gateway of a platform. */
export interface DciDoor extends AsyncDisposable {
  /** Posts to the gateways by turns. */
  post(path: string, body: unknown): Promise<DciReply>;
  /** Addresses of the gateways. */
  readonly urls: readonly string[];
}

export const SEARCH = '/dci/registry/sync/search';
export const STATUS = '/dci/registry/sync/txn/status';
export const AUTHORIZE = { ts: '2026-01-01T00:00:00Z', purpose: { code: 'VERIFIKASI' } };

/** Serves the adapter of each gateway on a port of its own, as separate replicas with connections of their own. */
export async function openDci(platform: TestPlatform): Promise<DciDoor> {
  const { config, adminUrl } = platform.database;
  const doors = await Promise.all(
    platform.gateways.map(async ({ holder }) => {
      const store = openGatewayStore(budgetUrl({ ...config, databaseUrl: adminUrl }), config.keys.ledger);
      const parts = {
        id: RECEIVER,
        clients: { current: clientsOf(SENDERS) },
        keys: createKeyRing([PLATFORM_KEY]),
        store: store.messages,
      };
      const handle = createDciHandler({ ...parts, asker: createAsker(holder) }, logFault);
      const served = await serve((request, response) => void handle(request, response));
      return { url: new URL(served.url).origin, stop: () => Promise.all([served.stop(), store.stop()]) };
    }),
  );
  const turns = inTurn(doors);
  return {
    urls: doors.map(({ url }) => url),
    post: (path, body) => post(`${turns.next().url}${path}`, body),
    async [Symbol.asyncDispose]() {
      await Promise.all(doors.map((door) => door.stop()));
    },
  };
}

export async function post(url: string, body: unknown): Promise<DciReply> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: text });
  return { status: response.status, body: (await response.json()) as DciReply['body'] };
}

export interface MessageParts {
  readonly sender?: string;
  readonly header?: Bag;
  readonly message: unknown;
}

/** A signed message: fresh, of the sender, for the platform; `header` says what is different. */
export function signedMessage({
  sender = OFFICE,
  header: given,
  message,
}: MessageParts): Bag & { signature: string; header: Bag; message: Bag } {
  const header = {
    version: '1.0.0',
    message_id: randomUUID(),
    message_ts: new Date().toISOString(),
    action: 'search',
    sender_id: sender,
    receiver_id: RECEIVER,
    total_count: 1,
    is_msg_encrypted: false,
    ...given,
  };
  const key = KEYS[sender];
  if (!key) throw new Error(`no key of ${sender}`);
  return { signature: signMessage({ header, message }, sender, key), header, message: message as Bag };
}

/** A search message with one request for each of the criteria. */
export function searchMessage(...criteria: readonly Bag[]): Bag {
  const search_request = criteria.map((search_criteria, index) => ({
    reference_id: `ref-${index + 1}`,
    timestamp: new Date().toISOString(),
    search_criteria,
  }));
  return { transaction_id: randomUUID(), search_request };
}

/** Criteria for what stands under an identifier, authorized by law. */
export function byIdentifier(type: string, value: string, more: Bag = {}): Bag {
  return { query_type: 'idtype-value', query: { type, value }, authorize: AUTHORIZE, ...more };
}

/** Criteria of conditions in the form of a template, authorized by law. */
export function byExpression(collection: string, conditions: readonly Bag[], more: Bag = {}): Bag {
  const query = { type: 'ns:org:QueryType:NoSql', value: { expression: { collection, query: { $and: conditions } } } };
  return { query_type: 'expression', query, authorize: AUTHORIZE, ...more };
}
