import { reportText } from './report';
import { maskIdentifier } from './mask';
import { CIVIL_SNAPSHOT, REGISTRY_SNAPSHOT } from './layout';

test('the report says what was read, accepted, changed and quarantined by rule, tables first', () => {
  const text = reportText({
    ...{ runId: 'r', layout: 'persons', snapshot: 'DTSEN-2026-TW3', file: 'persons.csv', fileHash: 'h' },
    ...{ read: 12, accepted: 10, changed: 9, durationMs: 1234, rejectsFile: 'persons-rejects.csv' },
    quarantined: [{ rule: 'N2', severity: 'ERROR', words: 'no such date', rows: 2 }],
    warned: [],
    tables: [{ title: 'Integrity', columns: ['code', 'score'], rows: [['320405', 88]] }],
  });
  expect(text).toBe(
    [
      'Integrity:',
      '  code    score',
      '  320405     88',
      '',
      'persons.csv: persons of DTSEN-2026-TW3, 1.2 s',
      '  read         12',
      '  accepted     10',
      '  changed       9',
      '  quarantined   2',
      'Quarantined by rule:',
      '  N2  2  no such date',
      'Rejected rows: persons-rejects.csv',
    ].join('\n'),
  );
});

test.each([
  ['3204051203809001', '****9001'],
  ['12345678', '****5678'],
  ['1234567', '****'],
  ['', ''],
])('%s is shown as %s', (text, masked) => {
  expect(maskIdentifier(text)).toBe(masked);
});

test('a snapshot stands for the last day it covers', () => {
  expect(REGISTRY_SNAPSHOT.dayOf('DTSEN-2026-TW3')).toBe('2026-09-30');
  expect(REGISTRY_SNAPSHOT.dayOf('DTSEN-2026-TW4')).toBe('2026-12-31');
  expect(CIVIL_SNAPSHOT.dayOf('DUKCAPIL-2028-02')).toBe('2028-02-29');
});
