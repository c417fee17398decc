import { Socket } from 'node:net';
import { startIssuer } from '../../platform/demo/issuer';
import { identitiesOf } from '../../platform/platform';
import { addFamilies } from '../support/people';
import { startTestPlatform, viewerOf } from '../support/platform';

/** Nothing leaves the machine but what is configured: libraries of this field report usage to their makers by default. */
test('starting and answering connects to this machine only', async () => {
  const targets: string[] = [];
  const connect = jest.spyOn(Socket.prototype, 'connect');
  await using platform = await startTestPlatform();
  const { config } = platform.database;
  const issuer = await startIssuer({
    port: 0,
    host: '127.0.0.1',
    audience: config.audience,
    identities: identitiesOf(config),
    onFault: () => undefined,
  });
  await fetch(`${issuer.issuer}/.well-known/openid-configuration`);
  await addFamilies(platform, [{ key: 'home', members: [{ key: 'head' }] }]);
  const { data } = await platform.ask(
    viewerOf('DINSOS', { regionCodes: ['3204'] }),
    '{ persons { nodes { fullName } } }',
  );
  expect(data).toEqual({ persons: { nodes: [{ fullName: 'Warga head' }] } });
  // What a library sends in the background is sent soon after the start.
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  await issuer.stop();
  for (const [given] of connect.mock.calls as unknown[][]) targets.push(targetOf(given));
  expect(targets.length).toBeGreaterThan(3);
  expect(targets.filter((target) => !isHere(target))).toEqual([]);
});

function targetOf(given: unknown): string {
  const options = (Array.isArray(given) ? given[0] : given) as
    { path?: string | null; host?: string } | string | number;
  if (typeof options !== 'object') return String(options);
  return options.path ?? options.host ?? 'localhost';
}

function isHere(target: string): boolean {
  return target.startsWith('/') || ['127.0.0.1', 'localhost', '::1'].includes(target) || /^\d+$/.test(target);
}

test('control: a connection elsewhere would be seen', () => {
  expect(isHere(targetOf([{ host: 'usage-reporting.api.apollographql.com', port: 443 }]))).toBe(false);
  expect(isHere(targetOf({ path: '/tmp/.s.PGSQL.5432' }))).toBe(true);
});
