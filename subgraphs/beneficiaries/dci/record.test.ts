import { groupRecord, memberRecord } from './record';

test('a field without a value is no field, at any depth', () => {
  expect(memberRecord({ id: 'p', fullName: null, sex: 'MALE', address: '', maritalStatus: undefined })).toEqual({
    '@context': expect.any(Object),
    '@id': 'urn:uuid:p',
    '@type': 'spdci:Member',
    member_identifier: [{ '@type': 'Identifier', identifier_type: 'PERSON_ID', identifier_value: 'p' }],
    demographic_info: {
      '@type': 'SRPerson',
      identifier: [{ '@type': 'Identifier', identifier_type: 'PERSON_ID', identifier_value: 'p' }],
      sex: 'male',
    },
  });
  const group = groupRecord({ id: 'f', address: null, desil: null, region: null, members: null });
  expect(Object.keys(group)).toEqual(['@context', '@id', '@type', 'group_identifier', 'group_type']);
});

test('codes are those of the standard', () => {
  const codes = (['SINGLE', 'MARRIED', 'DIVORCED', 'WIDOWED'] as const).map(
    (maritalStatus) => memberRecord({ maritalStatus })['marital_status'],
  );
  expect(codes).toEqual(['S', 'M', 'D', 'W']);
  const {
    group_head_info: head,
    poverty_score,
    poverty_score_type,
  } = groupRecord({
    id: 'f',
    desil: 2,
    desilSnapshot: 'DTSEN-2026-TW3',
    members: [{ familyRole: 'CHILD' }, { id: 'h', familyRole: 'HEAD' }],
  });
  expect([poverty_score, poverty_score_type]).toEqual([2, 'desil DTSEN-2026-TW3']);
  expect(head).toMatchObject({ relationship_head: 'self', member_identifier: [{ identifier_value: 'h' }] });
});
