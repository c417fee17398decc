import type { AnyMachine, Step } from '../../shared/machine';
import { CATALOGUE } from '../catalogue';

/** The document of all state machines as it must stand in the tree: for each a diagram and a table of its steps. */
export function generateMachinesFile(): { readonly path: string; readonly content: string } {
  const parts = CATALOGUE.flatMap(({ name, machines }) => machines.map((machine) => ({ name, machine })));
  const sections = parts.map(({ name, machine }) => section(name, machine));
  return { path: 'docs/machines.md', content: `${HEAD}\n${sections.join('\n')}` };
}

const HEAD = `# State machines

Written by \`npm run machines\` out of the tables the mutations run on; a test fails when it is not up to date. What a table does
not list is forbidden and answers \`INVALID_TRANSITION\` with the events that are possible instead. SYSTEM is a rule of the
platform. "Apart from": whoever did that step may not do this one.
`;

function section(subgraph: string, machine: AnyMachine): string {
  return `## ${machine.name} (${subgraph})

\`\`\`mermaid
stateDiagram-v2
${machine.steps.map((each) => `  ${each.from ?? '[*]'} --> ${each.to}: ${each.event}`).join('\n')}
${lastStates(machine)
  .map((state) => `  ${state} --> [*]`)
  .join('\n')}
\`\`\`

| state | meaning |
|---|---|
${Object.entries(machine.states)
  .map(([state, meaning]) => `| ${state} | ${meaning} |`)
  .join('\n')}

| from | event | to | who | takes | reasons | apart from |
|---|---|---|---|---|---|---|
${machine.steps.map(row).join('\n')}
`;
}

function lastStates({ states, steps }: AnyMachine): string[] {
  return Object.keys(states).filter((state) => steps.every(({ from }) => from !== state));
}

function row({ from, event, to, who, evidence, reasons = [], apartFrom = [] }: Step<string, string>): string {
  return `| ${[from ?? '', event, to, who.join(', '), evidence, reasons.join(', '), apartFrom.join(', ')].join(' | ')} |`;
}
