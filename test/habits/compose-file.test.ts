import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { PROJECT_ROOT } from '../../platform/demo/project';
import { SUBGRAPHS } from '../../shared/config';

interface Service {
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, unknown>>;
  readonly healthcheck?: object;
  readonly depends_on?: Readonly<Record<string, object>>;
  readonly deploy?: { readonly replicas: number };
}
const text = readFileSync(join(PROJECT_ROOT, 'docker-compose.yml'), 'utf8');
const { services } = parse(text, { merge: true }) as { services: Readonly<Record<string, Service>> };

test('every subgraph is a service of its own, with a health check and its own database role', () => {
  for (const name of SUBGRAPHS) {
    expect(services[name]?.command).toEqual(['node', 'dist/platform/service.js', name]);
    expect(services[name]?.healthcheck).toBeDefined();
    expect(services[name]?.environment).toMatchObject({
      SUBGRAPH_DATABASE_URL: `\${${name.toUpperCase()}_DATABASE_URL:?}`,
      BERDAYA_MODE: 'production',
    });
  }
});

test('two gateways know every subgraph and hold no key to personal data', () => {
  const { deploy, environment } = services['gateway'] ?? {};
  expect(deploy?.replicas).toBe(2);
  expect(String(environment?.['SUBGRAPH_URLS'])).toBe(
    SUBGRAPHS.map((name) => `${name}=http://${name}:4000/graphql`).join(','),
  );
  expect(Object.keys(environment ?? {})).not.toEqual(expect.arrayContaining(['FIELD_KEYS']));
});

test('what a service waits for exists', () => {
  const named = Object.values(services).flatMap(({ depends_on }) => Object.keys(depends_on ?? {}));
  expect(named.filter((name) => !Object.hasOwn(services, name))).toEqual([]);
});

test('no secret stands in the file', () => {
  const secrets = Object.values(services).flatMap(({ environment }) =>
    Object.entries(environment ?? {}).filter(([name]) => /KEY|SECRET|PASSWORD/.test(name)),
  );
  expect(secrets.length).toBeGreaterThan(5);
  expect(secrets.filter(([, value]) => !/^\$\{\w+:\?\}$/.test(String(value)))).toEqual([]);
});
