import type { Config } from '../../shared/config';
import { EXAMPLES } from '../demo/examples';

/** Tells a person who has just started Berdaya what to do next. Goes to stdout: it is what the command answers. */
export function printBanner(url: string, config: Config): void {
  const lines = [`Berdaya answers at ${url}/graphql`];
  if (config.mode === 'demo') lines.push(...demoLines(url));
  process.stdout.write(`${lines.join('\n')}\n`);
}

function demoLines(url: string): string[] {
  const examples = EXAMPLES.flatMap(({ title, identity, query }) => [
    `  ${title}`,
    `    identity: ${identity}`,
    ...query.split('\n').map((line) => `    ${line}`),
    '',
  ]);
  return [
    `GraphiQL, with an identity to choose, is at ${url}/`,
    '',
    'A token of a demo identity (all data is synthetic):',
    '  npm run -s token -- pendamping      names: npm run token',
    `  curl ${url}/graphql -H "authorization: Bearer $(npm run -s token -- pendamping)" \\`,
    `    -H 'content-type: application/json' -d '{"query":"{ families(first: 1) { nodes { id } } }"}'`,
    '',
    'Questions to begin with:',
    '',
    ...examples,
    'Ctrl-C ends it.',
  ];
}
