import { loadConfig } from '../shared/config';
import { endConsentsThatAreOver } from '../subgraphs/beneficiaries/consent/end';
import { runMain } from './console/exit';
import { step } from './console/progress';
import { getMember, withSchemas } from './database/session';

/** `npm run consents:end`: ends consents that are over; the number goes to stdout. The running platform does it daily. */
void runMain(async () => {
  const ended = await withSchemas(loadConfig(), (members) =>
    step('Ending consents that are over', () => endConsentsThatAreOver(getMember(members, 'beneficiaries').database)),
  );
  process.stdout.write(`${JSON.stringify({ ended })}\n`);
});
