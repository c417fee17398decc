import { POLICY } from '../../shared/access';
import { writeMatrix } from './markdown';
import type { Policy } from './markdown';

const SDL = `
  directive @access(group: String!, band: Boolean! = false) on FIELD_DEFINITION
  type Query { person: Person @access(group: "STRUCTURE") }
  type Person {
    id: ID! @access(group: "PSEUDONYM")
    ageBand: String @access(group: "BIRTH_DATE", band: true)
    fullName: String @access(group: "NAME")
    birthDate: String @access(group: "BIRTH_DATE")
    nickname: String @access(group: "NAME")
  }
`;
const changed = (group: 'NAME' | 'CHILD' | 'STRUCTURE'): Policy => ({
  ...POLICY,
  PROGRAM_MANAGER: { ...POLICY.PROGRAM_MANAGER, [group]: [{ grade: 'MASKED', when: 'CASE', reveal: true }] },
});
const lines = (text: string) => text.split('\n');
const cellsOf = (text: string, start: string) =>
  lines(text)
    .find((line) => line.startsWith(start))
    ?.split(' | ')
    .slice(2);
/** Lines of one text that the other lacks, both ways. */
const diff = (one: string, other: string) => [
  ...lines(one).filter((line) => !lines(other).includes(line)),
  ...lines(other).filter((line) => !lines(one).includes(line)),
];

test('one line a type and group, with the decision of each role in the order of ROLES', () => {
  expect(cellsOf(writeMatrix(SDL), '| Person | NAME |')?.join(' | ')).toBe(
    '`fullName`, `nickname` | - | F own | M own | M synthetic | F area | F area | F case | F program | F area | F area ' +
      '| F stage 3 / B stage 2 | F stage 3 / B stage 2 | - | F glass / M area | - |',
  );
});

test('a companion answers where the exact field of its group is banded', () => {
  const text = writeMatrix(SDL);
  expect(cellsOf(text, '| Person | BIRTH_DATE | `birthDate` |')?.[8]).toBe('B program');
  expect(cellsOf(text, '| Person | BIRTH_DATE | `ageBand` (band) |')?.[8]).toBe('F program');
});

describe('a policy with one decision changed is another text', () => {
  test('control: the same policy is the same text', () => {
    expect(diff(writeMatrix(SDL, { ...POLICY }), writeMatrix(SDL))).toEqual([]);
  });

  test('in the lines of the group and no others', () => {
    const [before, after, ...more] = diff(writeMatrix(SDL), writeMatrix(SDL, changed('NAME')));
    expect(more).toEqual([]);
    expect(before?.replace('F program', 'M+ case')).toBe(after);
  });

  test('even if the group has no field', () => {
    const [before, after, ...more] = diff(writeMatrix(SDL), writeMatrix(SDL, changed('CHILD')));
    expect(more).toEqual([]);
    expect(before?.replace('F program', 'M+ case')).toBe(after);
  });

  test('a group that is no longer open to all moves to the fields somebody does not read', () => {
    const [before, after] = diff(writeMatrix(SDL), writeMatrix(SDL, changed('STRUCTURE')));
    expect(before).toBe('| Query | STRUCTURE | `person` |');
    expect(after).toMatch(/^\| Query \| STRUCTURE \| `person` \| F \|.* M\+ case /);
  });
});

test('a field in another group is another text', () => {
  const moved = SDL.replace('nickname: String @access(group: "NAME")', 'nickname: String @access(group: "GENERAL")');
  expect(cellsOf(writeMatrix(moved), '| Person | GENERAL |')?.[0]).toBe('`nickname`');
  expect(cellsOf(writeMatrix(moved), '| Person | NAME |')?.[0]).toBe('`fullName`');
});

test.each([
  ['no group', '', 'Person.nickname has no known @access group'],
  ['an unknown group', '@access(group: "NICK")', 'Person.nickname has no known @access group'],
])('a field with %s is refused', (_, access, reason) => {
  const broken = SDL.replace('nickname: String @access(group: "NAME")', `nickname: String ${access}`);
  expect(() => writeMatrix(broken)).toThrow(reason);
});
