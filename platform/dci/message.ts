import { randomUUID } from 'node:crypto';
import { CLOCK_SKEW_MS, DCI_VERSION } from '../../subgraphs/beneficiaries/dci/code';
import type { HeaderReason } from '../../subgraphs/beneficiaries/dci/code';
import { envelopeSchema, findTime, headerSchema } from '../../subgraphs/beneficiaries/dci/message';
import type { Envelope, Header } from '../../subgraphs/beneficiaries/dci/message';
import type { Client } from './clients';
import { searchTask, statusTask } from './desk';
import type { Desk, Task } from './desk';
import { DciFault } from './fault';
import { isSignedBy, signMessage } from './signature';

/** An action that is answered: its name, that of its answer, and what a message asks for. */
export interface Action {
  readonly name: string;
  readonly answer: string;
  readonly taskOf: (desk: Desk, sender: Client['sender'], message: unknown) => Task;
}

export const SEARCH: Action = { name: 'search', answer: 'on-search', taskOf: searchTask };
export const STATUS: Action = { name: 'txn-status', answer: 'txn-on-status', taskOf: statusTask };

/** Actions of the standard that are not offered. */
const UNSUPPORTED = ['subscribe', 'unsubscribe', 'notify', 'receipt', 'on-search', 'txn-on-status'];
/** How old a message may be when it arrives. */
const MESSAGE_MS = 300_000;
/** Requests of one message. */
const MOST_REQUESTS = 10;

/** A message is refused as a whole, and told so in a signed answer. */
class HeaderRejection extends Error {
  constructor(
    readonly code: HeaderReason,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Answers one message: nothing is believed before its signature holds, and nothing is asked before it is known to be new.
 * @throws DciFault
 */
export async function answerMessage(desk: Desk, action: Action, body: unknown): Promise<object> {
  const envelope = envelopeSchema.safeParse(body);
  if (!envelope.success) throw bad('a message has a signature, a header with sender_id and a message');
  const { sender } = authenticate(desk, envelope.data, body);
  const header = headerSchema.safeParse(envelope.data.header);
  if (!header.success) throw bad('the header is not of the standard');
  if (header.data.receiver_id !== desk.id)
    throw new DciFault(400, 'err.receiver_id.invalid', 'this is another receiver');
  if (header.data.is_msg_encrypted)
    throw new DciFault(400, 'err.encryption.invalid', 'messages are not encrypted here');
  try {
    checkHeader(header.data, action);
    const task = action.taskOf(desk, sender, envelope.data.message);
    checkCount(header.data, task);
    if (!(await desk.store.claim(sender.senderId, header.data.message_id))) {
      throw new HeaderRejection('rjct.message_id.duplicate', 'the message was taken before');
    }
    const { message, completed } = await task.run();
    const counts = { total_count: task.requests, completed_count: completed };
    return signed(desk, action, sender.senderId, { status: 'succ', ...counts }, message);
  } catch (error) {
    if (!(error instanceof HeaderRejection)) throw error;
    const status = { status: 'rjct', status_reason_code: error.code, status_reason_message: error.message };
    return signed(desk, action, sender.senderId, { ...status, total_count: header.data.total_count }, undefined);
  }
}

/** The sender whose signature the message bears. What is checked is what was sent, also where the standard knows no such field. */
function authenticate({ clients }: Desk, { signature = '', header }: Envelope, body: unknown): Client {
  if (signature === '') throw new DciFault(401, 'err.signature.missing', 'the message is not signed');
  const client = clients.current.get(header.sender_id);
  if (!client) throw new DciFault(401, 'err.sender_id.invalid', 'the sender is not registered');
  if (!isSignedBy(signature, body as { header: unknown; message: unknown }, header.sender_id, client.keys)) {
    throw new DciFault(401, 'err.signature.invalid', 'the signature does not hold');
  }
  return client;
}

function checkHeader({ version, action: given, message_ts }: Header, action: Action): void {
  if (version !== DCI_VERSION) throw new HeaderRejection('rjct.version.invalid', `version ${DCI_VERSION} only`);
  if (UNSUPPORTED.includes(given)) throw new HeaderRejection('rjct.action.not_supported', 'this is not offered');
  if (given !== action.name) throw new HeaderRejection('rjct.action.invalid', `the action here is ${action.name}`);
  const [at, now] = [findTime(message_ts), Date.now()];
  if (at === undefined || at < now - MESSAGE_MS || at > now + CLOCK_SKEW_MS) {
    throw new HeaderRejection('rjct.message_ts.invalid', `a message is at most ${MESSAGE_MS / 1000} s old`);
  }
}

function checkCount({ total_count: count }: Header, { requests }: Task): void {
  if (requests > MOST_REQUESTS) {
    throw new HeaderRejection('rjct.total_count.limit_exceeded', `at most ${MOST_REQUESTS} requests`);
  }
  if (count !== requests) throw new HeaderRejection('rjct.total_count.invalid', 'it is not the number of requests');
}

function signed(desk: Desk, { answer }: Action, receiver: string, status: object, message: object | undefined): object {
  const header = {
    version: DCI_VERSION,
    message_id: randomUUID(),
    message_ts: new Date().toISOString(),
    action: answer,
    ...status,
    sender_id: desk.id,
    receiver_id: receiver,
    is_msg_encrypted: false,
  };
  return {
    signature: signMessage({ header, message }, desk.id, desk.keys.current),
    header,
    ...(message && { message }),
  };
}

function bad(message: string): DciFault {
  return new DciFault(400, 'err.request.bad', message);
}
