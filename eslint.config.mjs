import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** One import rule: who may not import what, and why. */
const deny = (group, message) => ({ group: Array.isArray(group) ? group : [group], message });
const paths = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });

const typeorm = deny(
  ['typeorm', 'typeorm/*'],
  'TypeORM stays in *.table.ts, migrations/ and shared/database: a rule or resolver that holds a repository cannot be read or tested without a database.',
);
const typegraphql = deny(
  'type-graphql',
  'type-graphql stays in *.graph.ts and shared/subgraph: the graph is published on purpose, field by field.',
);
const apollo = deny(
  '@apollo/*',
  'Apollo packages stay in gateway/, shared/subgraph and platform/, so that they can be replaced in one place.',
);
const postgres = deny(
  ['pg', 'pg-copy-streams'],
  'Statements go through shared/database, which sets the viewer for each transaction.',
);
const gateway = deny(['**/gateway/*', '**/gateway'], 'Nothing but platform/ knows the gateway.');
const platform = deny(
  ['**/platform/*', '**/platform'],
  'platform/ is a composition root: it imports, it is not imported.',
);
const tests = deny(['**/test/*', '**/test/support/*'], 'Product code never imports test/.');
const subgraph = (names) =>
  deny(
    names.map((name) => `**/subgraphs/${name}/**`).concat(names.map((name) => `../../${name}/**`)),
    'A subgraph imports shared/ only, never another subgraph: it must run alone.',
  );
const anySubgraph = deny(
  '**/subgraphs/**',
  'The gateway and shared/ know no subgraph: platform/ injects what they need.',
);
const higher = (names) =>
  deny(
    names.flatMap((name) => [`../${name}`, `../${name}/*`]),
    'shared/ is layered: errors < config < viewer < access < database < machine < intake < subgraph; a folder imports lower ones only.',
  );
const layers = ['errors', 'config', 'viewer', 'access', 'database', 'machine', 'intake', 'subgraph'];
const names = ['beneficiaries', 'programs', 'sentra', 'employers', 'insights', 'oversight'];

const forSubgraphs = names.flatMap((name) => {
  const others = subgraph(names.filter((other) => other !== name));
  const base = [gateway, platform, tests, others, apollo];
  return [
    { files: [`subgraphs/${name}/**/*.ts`], rules: paths(...base, typeorm, typegraphql, postgres) },
    {
      files: [`subgraphs/${name}/**/*.table.ts`, `subgraphs/${name}/migrations/**`],
      rules: paths(...base, typegraphql, postgres),
    },
    { files: [`subgraphs/${name}/**/*.graph.ts`], rules: paths(...base, typeorm, postgres) },
    { files: [`subgraphs/${name}/**/*.test.ts`], rules: paths(gateway, others) },
  ];
});

const forShared = layers.flatMap((layer, index) => {
  const rules = [gateway, platform, tests, anySubgraph, higher(layers.slice(index + 1))].filter(
    (rule) => rule.group.length > 0,
  );
  if (layer !== 'subgraph') rules.push(typegraphql, apollo);
  if (layer !== 'database') rules.push(typeorm, postgres);
  return [{ files: [`shared/${layer}/**/*.ts`], rules: paths(...rules) }];
});

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'bench/node_modules', 'bench/*.mjs', 'web', '.data', 'out'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/no-non-null-assertion': 'error',
      'max-lines': ['error', { max: 400 }],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only: a name that can be searched for.' },
      ],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Settings are read once, in shared/config.' },
      ],
      'no-console': 'error',
    },
  },
  ...forShared,
  { files: ['gateway/**/*.ts'], rules: paths(platform, tests, anySubgraph, typeorm, typegraphql, postgres) },
  ...forSubgraphs,
  { files: ['shared/config/**/*.ts', 'test/support/**/*.ts'], rules: { 'no-restricted-properties': 'off' } },
  { files: ['bench/**/*.ts'], rules: { 'no-restricted-properties': 'off', 'no-console': 'off' } },
  {
    files: ['tools/*.mjs', 'eslint.config.mjs'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly' } },
  },
  {
    files: ['tools/**/*.cjs'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
    languageOptions: { sourceType: 'commonjs', globals: { process: 'readonly', module: 'writable' } },
  },
  {
    files: ['platform/http/graphiql/*.js'],
    languageOptions: {
      globals: Object.fromEntries(
        ['window', 'document', 'fetch', 'Option', 'setInterval'].map((name) => [name, 'readonly']),
      ),
    },
  },
);
