import { Directive } from 'type-graphql';
import { ACCESS_DEFINITION, ACCESS_SPEC } from '../access';
import type { FieldGroup } from '../access';
import type { Role } from '../viewer';

/** The head of every subgraph's SDL. */
export const SCHEMA_HEAD = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires", "@provides", "@inaccessible", "@tag", "@composeDirective"])
  @link(url: "${ACCESS_SPEC}", import: ["@access"])
  @composeDirective(name: "@access")

"The field group of a field, on which the policy decides who may read it. band: a coarse companion, shown from grade BANDED on. roles: the only ones it is for."
${ACCESS_DEFINITION}
`;

/**
 * Puts a field into its group. `band` marks the coarse companion (age band) of the group's exact fields; `roles` are the
 * only ones the field is for, which is how a root field says who may call it.
 */
export function Access(
  group: FieldGroup,
  { band, roles }: { readonly band?: true; readonly roles?: readonly Role[] } = {},
): MethodDecorator & PropertyDecorator {
  const given = [`group: "${group}"`, ...(band ? ['band: true'] : []), ...(roles ? [`roles: ${list(roles)}`] : [])];
  return Directive(`@access(${given.join(', ')})`);
}

function list(roles: readonly Role[]): string {
  return `[${roles.map((role) => `"${role}"`).join(', ')}]`;
}
