import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { createPseudonyms } from './pseudonym';

const pseudonyms = createPseudonyms(Buffer.alloc(32, 7));

test('a reader has one pseudonym of a person, and each reader another', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.uuid(), fc.uuid(), (id, one, other) => {
      const pseudonym = pseudonyms.of(one, id);
      expect(pseudonym).toMatch(/^[\da-f]{32}$/);
      expect(pseudonyms.of(one, id)).toBe(pseudonym);
      expect(pseudonyms.open(one, pseudonym)).toBe(id);
      fc.pre(one !== other);
      expect(pseudonyms.of(other, id)).not.toBe(pseudonym);
      expect(pseudonyms.open(other, pseudonym)).not.toBe(id);
      expect(pseudonyms.saltOf(other)).not.toBe(pseudonyms.saltOf(one));
    }),
  );
});

test('another secret gives other pseudonyms', () => {
  const id = randomUUID();
  expect(createPseudonyms(Buffer.alloc(32, 8)).of('E', id)).not.toBe(pseudonyms.of('E', id));
});

test.each(['', 'x', '0'.repeat(31), '0'.repeat(33), 'G'.repeat(32)])('%p is no pseudonym', (text) => {
  expect(pseudonyms.open('E', text)).toBeUndefined();
});
