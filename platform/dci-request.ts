import { randomUUID } from 'node:crypto';
import { loadConfig } from '../shared/config';
import type { Config } from '../shared/config';
import { CodedError } from '../shared/errors';
import { runMain } from './console/exit';
import { DEMO_SENDER, demoClientKey } from './dci/demo-client';
import { signMessage } from './dci/signature';

const USAGE = 'npm run dci:request -- UIN|PERSON_ID|FAMILY_ID VALUE, while Berdaya runs in demo mode';

/** `npm run dci:request`: asks a running demo as its DCI sender, and prints the message and what came back. */
void runMain(async () => {
  const [type, value, ...rest] = process.argv.slice(2);
  const config = loadConfig();
  if (type === undefined || value === undefined || rest.length > 0 || config.mode !== 'demo') {
    throw new CodedError('USAGE', { usage: USAGE });
  }
  const request = searchRequest(config, type, value);
  const response = await fetch(`http://localhost:${config.port}/dci/registry/sync/search`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  }).catch(() => undefined);
  if (!response) throw new CodedError('USAGE', { usage: USAGE });
  const answer: unknown = await response.json();
  for (const each of [request, answer]) process.stdout.write(`${JSON.stringify(each, null, 2)}\n`);
});

/** A signed message with one search for an identifier, on the ground the demo sender has by law. */
function searchRequest(config: Config, type: string, value: string): object {
  const now = new Date().toISOString();
  const header = {
    version: '1.0.0',
    message_id: randomUUID(),
    message_ts: now,
    action: 'search',
    sender_id: DEMO_SENDER,
    receiver_id: config.dci.id,
    total_count: 1,
    is_msg_encrypted: false,
  };
  const authorize = { ts: now, purpose: { code: 'VERIFIKASI' } };
  const search_criteria = { query_type: 'idtype-value', query: { type, value }, authorize };
  const search_request = [{ reference_id: randomUUID(), timestamp: now, search_criteria }];
  const message = { transaction_id: randomUUID(), search_request };
  return { signature: signMessage({ header, message }, DEMO_SENDER, demoClientKey(config)), header, message };
}
