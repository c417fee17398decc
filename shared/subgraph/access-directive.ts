import { Directive } from 'type-graphql';
import { ACCESS_DEFINITION, ACCESS_SPEC } from '../access';
import type { FieldGroup } from '../access';

/** The head of every subgraph's SDL. */
export const SCHEMA_HEAD = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires", "@provides", "@inaccessible", "@tag", "@composeDirective"])
  @link(url: "${ACCESS_SPEC}", import: ["@access"])
  @composeDirective(name: "@access")

"The field group of a field, on which the policy decides who may read it. band: a coarse companion, shown from grade BANDED on."
${ACCESS_DEFINITION}
`;

/** Puts a field into its group. `band` marks the coarse companion (age band) of the group's exact fields. */
export function Access(group: FieldGroup, options: { readonly band?: true } = {}): MethodDecorator & PropertyDecorator {
  return Directive(options.band ? `@access(group: "${group}", band: true)` : `@access(group: "${group}")`);
}
