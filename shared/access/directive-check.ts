import { Kind, print, visit } from 'graphql';
import type { ConstDirectiveNode, ConstValueNode, DocumentNode } from 'graphql';
import { directivesOf, stringArgument } from './sdl-fields';

/**
 * Our directive's home. It is linked without `for:`, because @apollo/gateway refuses supergraphs with security features,
 * and carried into the supergraph by @composeDirective.
 */
export const ACCESS_SPEC = 'https://berdaya.kemensos.go.id/access/v1.0';

/** The one definition of the directive that is understood. */
export const ACCESS_DEFINITION =
  'directive @access(group: String!, band: Boolean! = false, roles: [String!]) on FIELD_DEFINITION';

/**
 * What would let groups be hidden from whoever reads them by the name `@access`, in a subgraph's SDL or in a supergraph:
 * the directive is not linked from its home, has another definition, or any linked directive goes by another name. Renaming
 * is refused for federation's directives too: a renamed @requires would be a dependency nobody sees.
 */
export function directiveFindings(document: DocumentNode): string[] {
  const links = linksOf(document);
  const imports = links.flatMap((link) =>
    importsOf(link).map((item) => ({ url: stringArgument(link, 'url'), ...item })),
  );
  const renamed = imports.find(({ name, as }) => as !== name);
  if (renamed)
    return [`@link imports ${renamed.name} as ${renamed.as}: access is checked by the directives' own names`];
  const prefixed = links.find((link) => stringArgument(link, 'as') !== undefined);
  if (prefixed) return [`@link renames ${String(stringArgument(prefixed, 'url'))}: access is checked by its own names`];
  const homes = imports.filter(({ name }) => name === '@access').map(({ url }) => url);
  if (homes.length !== 1 || homes[0] !== ACCESS_SPEC) return [`@access is not imported once, from ${ACCESS_SPEC}`];
  const definitions = document.definitions.flatMap((node) =>
    node.kind === Kind.DIRECTIVE_DEFINITION && node.name.value === 'access'
      ? [{ ...node, description: undefined }]
      : [],
  );
  const isOurs = definitions.length === 1 && definitions.every((node) => print(node) === ACCESS_DEFINITION);
  return isOurs ? [] : [`@access is not defined as ${ACCESS_DEFINITION}`];
}

/**
 * What only a subgraph's SDL can do wrong: keep its groups to itself, use a federation directive by its long name
 * (`@federation__requires`), or take an argument from a context, which is a dependency that is not followed.
 */
export function subgraphDirectiveFindings(document: DocumentNode): string[] {
  const composed = schemaDirectives(document, 'composeDirective').some(
    (one) => stringArgument(one, 'name') === '@access',
  );
  const findings = composed ? [] : ['@access is not carried into the supergraph by @composeDirective'];
  visit(document, {
    Directive({ name: { value } }) {
      if (value.includes('__'))
        findings.push(`@${value} is not imported: access is checked by the directives' own names`);
      if (value === 'fromContext') findings.push('@fromContext takes a value past the access checks');
    },
  });
  return findings;
}

function linksOf(document: DocumentNode): ConstDirectiveNode[] {
  return schemaDirectives(document, 'link');
}

function schemaDirectives(document: DocumentNode, name: string): ConstDirectiveNode[] {
  return document.definitions.flatMap((node) =>
    node.kind === Kind.SCHEMA_DEFINITION || node.kind === Kind.SCHEMA_EXTENSION ? directivesOf(node, name) : [],
  );
}

function importsOf(link: ConstDirectiveNode): { name: string; as: string }[] {
  const value = link.arguments?.find(({ name }) => name.value === 'import')?.value;
  return value?.kind === Kind.LIST ? value.values.flatMap(importOf) : [];
}

function importOf(value: ConstValueNode): { name: string; as: string }[] {
  if (value.kind === Kind.STRING) return [{ name: value.value, as: value.value }];
  if (value.kind !== Kind.OBJECT) return [];
  const text = (key: string) => {
    const found = value.fields.find(({ name }) => name.value === key)?.value;
    return found?.kind === Kind.STRING ? found.value : undefined;
  };
  const name = text('name') ?? '';
  return [{ name, as: text('as') ?? name }];
}
