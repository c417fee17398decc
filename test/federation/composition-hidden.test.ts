import { parse } from 'graphql';
import { composeSupergraph } from '../../gateway/composition/compose';
import { refuseLooseAccess } from '../../platform/supergraph-watch';
import { supergraphFindings } from '../../shared/access';
import { GAINS, HEAD, compose, findingsOf, other, owner, sources } from '../support/access-sdl';

describe('a directive by another name is refused, not ignored', () => {
  const body = 'type Query { a: String @access(group: "STRUCTURE") }';
  const heads: [string, string, string][] = [
    [
      'ours',
      HEAD.replace('["@access"]', '[{name: "@access", as: "@grant"}]')
        .replaceAll('"@access")', '"@grant")')
        .replace('directive @access', 'directive @grant'),
      '@link imports @access as @grant',
    ],
    [
      'federation’s',
      HEAD.replace('"@requires"', '{name: "@requires", as: "@needs"}'),
      '@link imports @requires as @needs',
    ],
    [
      'federation whole',
      HEAD.replace('federation/v2.9",', 'federation/v2.9", as: "fed",'),
      '@link renames https://specs.apollo.dev/federation/v2.9',
    ],
    [
      'a local one',
      HEAD.replace('band: Boolean! = false', 'level: Int'),
      '@access is not defined as directive @access(',
    ],
    [
      'a foreign one',
      HEAD.replace('berdaya.kemensos.go.id', 'example.org'),
      '@access is not imported once, from https://berdaya',
    ],
    [
      'an unlinked one',
      HEAD.replace(/ {2}@link\(url: "https:\/\/berdaya.*\n/, ''),
      '@access is not imported once, from https://berdaya',
    ],
    [
      'one left behind',
      HEAD.replace('@composeDirective(name: "@access")', ''),
      '@access is not carried into the supergraph',
    ],
  ];

  test.each(heads)('%s', (_, head, finding) => {
    const grant = head.includes('@grant') ? body.replace('@access', '@grant') : body;
    expect(head).not.toBe(HEAD);
    expect(() => composeSupergraph(sources([grant], head))).toThrow(`s0: ${finding}`);
  });

  test('control: as it is, it composes', () => {
    expect(compose(body)).toContain('a: String @access(group: "STRUCTURE")');
  });

  test('the long name of a directive, a value from a context, two groups on one field', () => {
    const findings = (text: string) => findingsOf([text]);
    expect(findings(`${body} type A { b: Int @a(NAME) @federation__requires(fields: "c") }`)).toEqual([
      "s0: @federation__requires is not imported: access is checked by the directives' own names",
    ]);
    expect(findings(`${body} type A { b(c: Int @fromContext(field: "$d { e }")): Int @a(NAME) }`)).toEqual([
      's0: @fromContext takes a value past the access checks',
    ]);
    expect(findings(`${body} type A { b: Int @a(REFERENCE) @a(NAME) }`)).toEqual([
      's0: A.b has more than one @access group',
    ]);
  });
});

describe('a supergraph that was edited by hand', () => {
  const bodies = [
    owner('health: String @a(HEALTH)'),
    other('health: String @external score: Int @requires(fields: "health") @a(HEALTH)'),
  ];
  const sdl = compose(...bodies);
  const edited = (from: string | RegExp, to: string) => {
    const text = sdl.replace(from, to);
    expect(text).not.toBe(sdl);
    return text;
  };

  test('control: as composed it is taken', () => {
    expect(() => refuseLooseAccess(sdl)).not.toThrow();
    expect(supergraphFindings(parse(sdl))).toEqual([]);
  });

  test('a computed field made weaker', () => {
    const text = edited(/(score: Int.*)"HEALTH"/, '$1"REFERENCE"');
    expect(() => refuseLooseAccess(text)).toThrow(
      `supergraph: Person.score (REFERENCE) is computed from Person.health (HEALTH): ${GAINS}`,
    );
  });

  test('a field called a copy is a field all the same', () => {
    const text = edited(/(health: String.*)@access\(.*\)/, '$1@external');
    expect(() => refuseLooseAccess(text)).toThrow('Person.health has no @access group');
  });

  test('the directive under another name', () => {
    const text = edited('import: ["@access"]', 'import: [{name: "@access", as: "@grant"}]');
    expect(() => refuseLooseAccess(text)).toThrow('@link imports @access as @grant');
  });
});
