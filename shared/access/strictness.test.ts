import { ROLES } from '../viewer';
import type { Alternative, Condition, Decision, Grade } from './decision';
import { FIELD_GROUPS } from './group';
import type { FieldGroup } from './group';
import { decisionFor } from './policy';
import { describeGain, firstGain, firstGainOfComputed, gainOver } from './strictness';

const give = (grade: Grade, when: Condition = 'ALWAYS', reveal?: true): Alternative => ({
  grade,
  when,
  ...(reveal && { reveal }),
});
const exact = (group: FieldGroup) => ({ group, band: false });
const band = (group: FieldGroup) => ({ group, band: true });

describe('a decision over its limit', () => {
  test.each<[string, Decision, Decision, boolean]>([
    ['nothing never gains', [], [], false],
    ['nothing under something', [], [give('FULL')], false],
    ['full over nothing', [give('FULL', 'OWN')], [], true],
    ['a condition under always', [give('FULL', 'OWN')], [give('FULL')], false],
    ['always over a condition', [give('FULL')], [give('FULL', 'OWN')], true],
    ['another condition', [give('FULL', 'OWN')], [give('FULL', 'CASE')], true],
    ['a mask over a band', [give('MASKED')], [give('BANDED')], true],
    ['a band over a mask', [give('BANDED')], [give('MASKED')], true],
    ['a late stage under an early one', [give('FULL', 'STAGE_4')], [give('FULL', 'STAGE_1')], false],
    ['an early stage over a late one', [give('FULL', 'STAGE_1')], [give('FULL', 'STAGE_4')], true],
    ['what may be revealed', [give('MASKED', 'OWN', true)], [give('MASKED', 'OWN')], true],
    ['what may be revealed of what is shown', [give('MASKED', 'OWN', true)], [give('FULL', 'OWN')], false],
    ['two conditions of one', [give('FULL', 'OWN'), give('BANDED', 'CASE')], [give('FULL', 'OWN')], true],
    ['an order that hides', [give('MASKED', 'OWN'), give('FULL', 'CASE')], [give('FULL', 'CASE')], true],
  ])('%s', (_, decision, limit, gains) => {
    expect(gainOver(decision, limit) !== undefined).toBe(gains);
  });
});

test('over all decisions of the policy the relation is reflexive and transitive', () => {
  const groups = Object.keys(FIELD_GROUPS) as FieldGroup[];
  const all = ROLES.flatMap((role) => groups.map((group) => decisionFor(role, group)));
  const decisions = [...new Map(all.map((decision) => [JSON.stringify(decision), decision])).values()];
  const under = decisions.map((one) => decisions.map((limit) => gainOver(one, limit) === undefined));
  const broken = decisions.flatMap((_, a) =>
    decisions.flatMap((__, b) =>
      decisions.filter((___, c) => under[a]?.[b] && under[b]?.[c] && !under[a]?.[c]).map(() => [a, b]),
    ),
  );
  expect(decisions.length).toBeGreaterThan(20);
  expect(decisions.every((_, index) => under[index]?.[index])).toBe(true);
  expect(broken).toEqual([]);
});

test('the first role that gains is named with its case', () => {
  const gain = firstGain(exact('GENERAL'), exact('IDENTIFIER'));
  expect(gain && describeGain(gain)).toBe('CITIZEN (OWN) would get FULL where it has MASKED');
  expect(firstGain(exact('IDENTIFIER'), exact('REFERENCE'))).toBeUndefined();
});

test('a companion may be computed from the exact field of its group, nothing exact from it by way of a weaker group', () => {
  expect(firstGainOfComputed(band('BIRTH_DATE'), exact('BIRTH_DATE'))).toBeUndefined();
  expect(firstGainOfComputed(band('REFERENCE'), exact('BIRTH_DATE'))?.role).toBe('PUBLIC');
  expect(firstGainOfComputed(exact('BIRTH_DATE'), band('BIRTH_DATE'))).toBeUndefined();
  expect(firstGain(band('BIRTH_DATE'), exact('BIRTH_DATE'))?.role).toBe('FRONTEND');
});
