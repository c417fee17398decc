/**
 * `npm run -s token -- pendamping` prints an access token of a demo identity and nothing else, so that
 * `curl -H "Authorization: Bearer $(npm run -s token -- pendamping)"` works.
 */
import { loadConfig } from '../shared/config';
import { CodedError } from '../shared/errors';
import { runMain } from './console/exit';
import { fetchDemoToken, findIssuer } from './demo/demo-token';
import { IDENTITY_NAMES } from './demo/identities';

void runMain(async () => {
  const [name, ...rest] = process.argv.slice(2);
  if (!name || rest.length > 0 || !IDENTITY_NAMES.includes(name)) {
    throw new CodedError('USAGE', { usage: `npm run token -- <identity>, one of: ${IDENTITY_NAMES.join(', ')}` });
  }
  const { token } = await fetchDemoToken(await findIssuer(loadConfig()), name);
  process.stdout.write(`${token}\n`);
});
