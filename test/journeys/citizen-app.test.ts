import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../platform/demo/project';
import { DOCUMENTS_FILE } from '../../platform/documents-file';
import { asAdmin } from '../support/database';
import { addFamilies } from '../support/people';
import { startTestPlatform, viewerOf } from '../support/platform';
import type { TestPlatform } from '../support/platform';
import { PARTNER, day, plantPartner, plantReferral } from '../support/referral-desk';

/** A person decides by the stored documents of the citizen's application, which sends no others. */
let platform: TestPlatform;
let personId: string;
let keys = 0;
const referrals: Record<string, string> = {};

beforeAll(async () => {
  platform = await startTestPlatform();
  personId = (await addFamilies(platform, [{ key: 'home', members: [{ key: 'head' }] }])).person('head');
  await asAdmin(async (admin) => {
    await plantPartner(admin);
    for (const [name, status] of [
      ['revoked', 'REFERRED'],
      ['refused', 'OFFERED'],
      ['taken', 'OFFERED'],
    ] as const) {
      referrals[name] = (await plantReferral(admin, status, { person_id: personId })).id;
    }
  }, platform.database.adminUrl);
});
afterAll(() => platform.stop());

interface Stored {
  readonly name: string;
  readonly text: string;
}
const manifest = JSON.parse(readFileSync(join(PROJECT_ROOT, DOCUMENTS_FILE), 'utf8')) as Record<string, Stored[]>;

/** Sends a document of the application by its name. */
async function send(name: string, variables: Record<string, unknown>) {
  const stored = manifest['public-app']?.find((each) => each.name === name);
  const { data, errors } = await platform.ask(viewerOf('CITIZEN', { personId }), stored?.text ?? '', variables);
  expect([name, errors]).toEqual([name, []]);
  return data ?? {};
}
const step = (name: string, id: string | undefined, more: object = {}) =>
  send(name, { input: { id, version: 1, clientKey: `citizen-app-${++keys}`, ...more } });

test('refuses an offer, and takes a referral back', async () => {
  const refused = await step('RefuseOffer', referrals['refused'], { reason: 'WAGE' });
  expect(refused).toMatchObject({ refuseOffer: { status: 'OFFER_REFUSED' } });
  const revoked = await step('RevokeReferral', referrals['revoked'], { reason: 'PERSON_WISHES' });
  expect(revoked).toMatchObject({ revokeReferral: { status: 'REVOKED' } });
});

test('agrees to what payroll needs, sees it, and takes the offer', async () => {
  const input = {
    ...{ clientKey: `citizen-app-${++keys}`, personId, kind: 'EMPLOYMENT', employerId: PARTNER, givenBy: 'SELF' },
    ...{ form: 'MUDAH_BACA', textVersion: 'C4-2026/1', expiresOn: day(20) },
  };
  const given = await send('GiveConsent', { input });
  expect(given).toMatchObject({ giveConsent: { status: 'GIVEN', isInForce: true, allowedEvents: ['WITHDRAW'] } });
  const { person } = await send('MyConsents', { person: personId });
  expect(person).toMatchObject({ consents: [{ kind: 'EMPLOYMENT', isInForce: true, isRunningOut: true }] });
  await platform.relay.drain();
  expect(await step('TakeOffer', referrals['taken'])).toMatchObject({ takeOffer: { status: 'PLACED', version: 2 } });
});

test('sees where everything stands, and takes back what was agreed to', async () => {
  const { referrals: mine } = await send('MyReferrals', {});
  const nodes = (mine as { nodes: { id: string; status: string }[] }).nodes;
  expect(new Map(nodes.map(({ id, status }) => [id, status]))).toEqual(
    new Map([
      [referrals['taken'], 'PLACED'],
      [referrals['refused'], 'OFFER_REFUSED'],
      [referrals['revoked'], 'REVOKED'],
    ]),
  );
  const { person } = await send('MyConsents', { person: personId });
  const [consent] = (person as { consents: { id: string }[] }).consents;
  const withdrawn = await step('WithdrawConsent', consent?.id);
  expect(withdrawn).toMatchObject({ withdrawConsent: { status: 'WITHDRAWN', isInForce: false, allowedEvents: [] } });
});
