import { Directive } from 'type-graphql';
import type { FieldGroup } from '../access';

/**
 * Our directive's home. It is linked without `for:`, because @apollo/gateway refuses supergraphs with security features,
 * and carried into the supergraph by @composeDirective.
 */
export const ACCESS_SPEC = 'https://berdaya.kemensos.go.id/access/v1.0';

/** The head of every subgraph's SDL. */
export const SCHEMA_HEAD = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires", "@provides", "@inaccessible", "@tag", "@composeDirective"])
  @link(url: "${ACCESS_SPEC}", import: ["@access"])
  @composeDirective(name: "@access")

"The field group of a field, on which the policy decides who may read it. band: a coarse companion, shown from grade BANDED on."
directive @access(group: String!, band: Boolean! = false) on FIELD_DEFINITION
`;

/** Puts a field into its group. `band` marks the coarse companion (age band) of the group's exact fields. */
export function Access(group: FieldGroup, options: { readonly band?: true } = {}): MethodDecorator & PropertyDecorator {
  return Directive(options.band ? `@access(group: "${group}", band: true)` : `@access(group: "${group}")`);
}
