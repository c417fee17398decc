import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { createKeyRing, demoKeys } from '../config';
import { CAPABILITY_SECONDS, openCapability, sealCapability } from './capability';
import { createFieldCipher } from './cipher';

const cipher = createFieldCipher(demoKeys());
const shape = z.strictObject({ person: z.string(), stage: z.number() });
const content = { person: 'p', stage: 2 };

afterEach(() => jest.useRealTimers());

test('control: what was sealed is opened', () => {
  expect(openCapability(cipher, 'disclosure', shape, sealCapability(cipher, 'disclosure', content))).toEqual(content);
});

test.each([
  ['nothing', () => undefined],
  ['null', () => null],
  ['garbage', () => 'a.b'],
  ['another kind', () => sealCapability(cipher, 'other', content)],
  ['another form', () => sealCapability(cipher, 'disclosure', { ...content, more: 1 })],
  ['a sealed value that is none', () => cipher.seal('1234')],
  [
    'one of a key of the same name with another secret',
    () => {
      const field = createKeyRing([{ id: demoKeys().field.current.id, secret: randomBytes(32) }]);
      return sealCapability(createFieldCipher({ ...demoKeys(), field }), 'disclosure', content);
    },
  ],
  [
    'a changed one',
    () => {
      const sealed = sealCapability(cipher, 'disclosure', content);
      return sealed.slice(0, -2) + (sealed.endsWith('AA') ? 'BB' : 'AA');
    },
  ],
])('%s allows nothing', (_, make) => {
  expect(openCapability(cipher, 'disclosure', shape, make())).toBeUndefined();
});

test('it ends', () => {
  jest.useFakeTimers({ now: Date.now() });
  const sealed = sealCapability(cipher, 'disclosure', content);
  jest.advanceTimersByTime((CAPABILITY_SECONDS - 1) * 1000);
  expect(openCapability(cipher, 'disclosure', shape, sealed)).toEqual(content);
  jest.advanceTimersByTime(2_000);
  expect(openCapability(cipher, 'disclosure', shape, sealed)).toBeUndefined();
});
