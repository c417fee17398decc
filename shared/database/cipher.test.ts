import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { createKeyRing, demoKeys } from '../config';
import { createFieldCipher } from './cipher';

const NIK = '3204051203919001';
const keys = demoKeys();
const cipher = createFieldCipher(keys);

test('what is sealed opens, differs each time, and does not show the text', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const sealed = cipher.seal(text);
      expect(cipher.open(sealed)).toBe(text);
      expect(cipher.seal(text)).not.toBe(sealed);
    }),
  );
  expect(cipher.seal(NIK)).not.toContain(NIK);
});

test('no initialisation vector serves twice, also beyond what is drawn at a time', () => {
  const vectors = Array.from({ length: 2_000 }, () =>
    Buffer.from(cipher.seal(NIK).split('.')[1] ?? '', 'base64url').toString('hex', 0, 12),
  );
  expect(new Set(vectors).size).toBe(vectors.length);
});

test('a changed byte does not open', () => {
  const sealed = cipher.seal(NIK);
  // The last character may hold bits that are not part of any byte.
  const changed = sealed.at(-2) === 'A' ? 'B' : 'A';
  expect(() => cipher.open(sealed.slice(0, -2) + changed + sealed.slice(-1))).toThrow();
});

test('after rotation the old key still opens and the new one seals', () => {
  const field = createKeyRing([{ id: 'k2', secret: randomBytes(32) }, keys.field.current]);
  const rotated = createFieldCipher({ ...keys, field });
  expect(rotated.open(cipher.seal(NIK))).toBe(NIK);
  expect(rotated.seal(NIK)).toMatch(/^k2\./);
});

test('blind indexes are equal for equal text of one use, and for nothing else', () => {
  expect(cipher.index('nik', NIK)).toBe(cipher.index('nik', NIK));
  expect(cipher.index('nik', NIK)).not.toBe(cipher.index('kk', NIK));
  const other = createFieldCipher({ ...keys, blindIndex: randomBytes(32) });
  expect(other.index('nik', NIK)).not.toBe(cipher.index('nik', NIK));
});

test('a public id is a UUID that depends on the kind, the source key and the secret', () => {
  const id = cipher.publicId('person', 'I-1');
  expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  expect(cipher.publicId('family', 'I-1')).not.toBe(id);
  expect(createFieldCipher({ ...keys, identity: randomBytes(32) }).publicId('person', 'I-1')).not.toBe(id);
});
