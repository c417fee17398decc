import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kind, parse } from 'graphql';
import { PROJECT_ROOT } from '../../platform/demo/project';
import { generateMatrixFile } from '../../platform/matrix/matrix-file';
import { SUPERGRAPH_FILE } from '../../platform/supergraph-file';
import { FIELD_GROUPS } from '../../shared/access';

const read = (path: string) => readFileSync(join(PROJECT_ROOT, path), 'utf8');
const { path, content } = generateMatrixFile();

test(`${path} is what the policy and the graph give; \`npm run access:matrix\` writes it anew`, () => {
  expect(read(path)).toBe(content);
});

/** `Type.field GROUP` of every line of the committed matrix that lists fields. */
const listed = read(path)
  .split('\n')
  .map((line) => line.split(' | '))
  .flatMap(([type = '', group = '', fields = '']) =>
    Object.hasOwn(FIELD_GROUPS, group)
      ? [...fields.matchAll(/`(\w+)`/g)].map(([, field]) => `${type.slice(2)}.${String(field)} ${group}`)
      : [],
  );

test('every field of the supergraph stands in it, once, under its group', () => {
  const types = parse(read(SUPERGRAPH_FILE)).definitions.filter((node) => node.kind === Kind.OBJECT_TYPE_DEFINITION);
  const fields = types.flatMap(({ name: type, fields: own = [] }) =>
    own.map(({ name, directives = [] }) => {
      const access = directives.find((directive) => directive.name.value === 'access');
      const group = access?.arguments?.find((argument) => argument.name.value === 'group')?.value;
      return `${type.value}.${name.value} ${group?.kind === Kind.STRING ? group.value : 'none'}`;
    }),
  );
  expect(fields.length).toBeGreaterThan(300);
  expect(listed.toSorted()).toEqual(fields.toSorted());
});

test('every group stands in it, with fields or among those that have none', () => {
  const words = new Set(read(path).split(/[ |]+/));
  expect(Object.keys(FIELD_GROUPS).filter((group) => !words.has(group))).toEqual([]);
});
