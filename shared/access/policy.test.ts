import { ROLES } from '../viewer';
import type { Role } from '../viewer';
import { bestGrade } from './decision';
import { FIELD_GROUPS } from './group';
import type { FieldGroup } from './group';
import { POLICY, decisionFor, isOpenToAll } from './policy';

const GROUPS = Object.keys(FIELD_GROUPS) as FieldGroup[];
const OPEN: readonly FieldGroup[] = ['STRUCTURE', 'REFERENCE', 'PARTNER', 'VACANCY', 'STATISTICS'];
const PERSONAL = GROUPS.filter(
  (group) => !OPEN.includes(group) && !['AGREEMENT', 'QUOTA', 'SYSTEM', 'AUDIT', 'ANALYSIS'].includes(group),
);

test('every role decides every group', () => {
  expect(Object.keys(POLICY).sort()).toEqual([...ROLES].sort());
  for (const role of ROLES) expect(Object.keys(POLICY[role]).sort()).toEqual([...GROUPS].sort());
});

test('open to all is exactly what is public', () => {
  expect(GROUPS.filter(isOpenToAll)).toEqual(OPEN);
});

describe('what must never be, whatever else changes', () => {
  const grade = (role: Role, group: FieldGroup) => bestGrade(decisionFor(role, group));
  const unconditional = (role: Role, group: FieldGroup) =>
    decisionFor(role, group).find(({ when }) => when === 'ALWAYS')?.grade;

  test.each(PERSONAL)('nobody without a token reads %s', (group) => {
    expect(grade('PUBLIC', group)).toBe('WITHHELD');
  });

  test.each(PERSONAL)('the administrator of the system reads no %s', (group) => {
    expect(grade('ADMIN', group)).toBe('WITHHELD');
  });

  test.each(PERSONAL)('an analyst gets %s in statistics at most', (group) => {
    expect(['AGGREGATE', 'WITHHELD']).toContain(grade('ANALYST', group));
  });

  test.each(['DESIL', 'ENROLMENT', 'HOUSING', 'HEALTH', 'ASSESSMENT', 'PPKS', 'PPKS_PROTECTED', 'CHILD'] as const)(
    'an employer never reads %s, at no stage',
    (group) => {
      expect(grade('PARTNER_RECRUITER', group)).toBe('WITHHELD');
      expect(grade('PARTNER_ADMIN', group)).toBe('WITHHELD');
    },
  );

  test.each(PERSONAL)('an employer reads %s under a condition or not at all', (group) => {
    expect(unconditional('PARTNER_RECRUITER', group)).toBeUndefined();
  });

  test('nobody reads an identifier in full without consent, or break-glass', () => {
    const full = ROLES.flatMap((role) =>
      decisionFor(role, 'IDENTIFIER')
        .filter((found) => found.grade === 'FULL')
        .map(({ when }) => when),
    );
    expect(new Set(full)).toEqual(new Set(['STAGE_4', 'BREAK_GLASS']));
  });

  test('the frontend developer sees persons on synthetic data only', () => {
    const conditions = PERSONAL.flatMap((group) => decisionFor('FRONTEND_DEVELOPER', group).map(({ when }) => when));
    expect(new Set(conditions)).toEqual(new Set(['SYNTHETIC']));
  });
});
