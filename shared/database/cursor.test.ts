import { randomBytes } from 'node:crypto';
import { createKeyRing, demoKeys } from '../config';
import { createCursorCodec } from './cursor';

const codec = createCursorCodec(demoKeys().cursor);
const cursor = codec.encode('families|f.desil ASC', ['3', 'id-1']);

test('control: a cursor gives back its values', () => {
  expect(codec.decode('families|f.desil ASC', cursor)).toEqual(['3', 'id-1']);
});

test.each([
  ['of another sort', () => codec.decode('families|f.desil DESC', cursor)],
  ['of another list', () => codec.decode('persons|f.desil ASC', cursor)],
  [
    'with other values',
    () =>
      codec.decode(
        'families|f.desil ASC',
        cursor.replace(/\.[^.]+\./, `.${Buffer.from('["9","id-1"]').toString('base64url')}.`),
      ),
  ],
  [
    'signed with another key',
    () =>
      createCursorCodec(createKeyRing([{ id: 'demo', secret: randomBytes(32) }])).decode(
        'families|f.desil ASC',
        cursor,
      ),
  ],
  ['of no form at all', () => codec.decode('families|f.desil ASC', 'abc')],
])('a cursor %s is refused', (_, decode) => {
  expect(decode).toThrow('This cursor was not issued for this list and order.');
});
