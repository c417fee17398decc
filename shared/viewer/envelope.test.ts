import { randomBytes } from 'node:crypto';
import { createKeyRing } from '../config';
import { openEnvelope, signEnvelope } from './envelope';
import type { Viewer } from './viewer';

const keys = createKeyRing([{ id: 'k1', secret: randomBytes(32) }]);
const viewer: Viewer = { subject: 'u1', role: 'PENDAMPING', regionCodes: ['320405'], programCodes: [] };
const subject = { audience: 'programs', body: '{"query":"{ programs { code } }","variables":{"first":1}}' };

afterEach(() => jest.useRealTimers());

test('control: the viewer arrives as it was signed', () => {
  const origin = { requestId: 'r-1', operationName: 'Programs', documentHash: 'hash' };
  expect(openEnvelope(signEnvelope(viewer, subject, keys, origin), subject, keys)).toEqual({ viewer, origin });
});

test('an earlier key of the ring still opens what it signed', () => {
  const rotated = createKeyRing([{ id: 'k2', secret: randomBytes(32) }, keys.current]);
  expect(openEnvelope(signEnvelope(viewer, subject, keys), subject, rotated)).toEqual({ viewer });
});

describe('refused, always with the same words', () => {
  const signed = () => signEnvelope(viewer, subject, keys);
  const refusal = 'This service answers the gateway only.';

  test.each([
    ['another audience', () => openEnvelope(signed(), { ...subject, audience: 'employers' }, keys)],
    [
      'another question',
      () => openEnvelope(signed(), { ...subject, body: subject.body.replace('programs', 'families') }, keys),
    ],
    ['other variables', () => openEnvelope(signed(), { ...subject, body: subject.body.replace('1', '2') }, keys)],
    ['no envelope', () => openEnvelope(undefined, subject, keys)],
    ['an unknown key', () => openEnvelope(signed().replace(/^k1/, 'k9'), subject, keys)],
    [
      'a key of the same name with another secret',
      () => openEnvelope(signed(), subject, createKeyRing([{ id: 'k1', secret: randomBytes(32) }])),
    ],
    [
      'a changed payload',
      () => {
        const [id, payload = '', signature] = signed().split('.');
        const changed = Buffer.from(payload, 'base64url').toString().replace('PENDAMPING', 'ADMIN');
        return openEnvelope([id, Buffer.from(changed).toString('base64url'), signature].join('.'), subject, keys);
      },
    ],
    ['garbage', () => openEnvelope('a.b.c', subject, keys)],
  ])('%s', (_, open) => {
    expect(open).toThrow(refusal);
  });

  test('an expired one', () => {
    jest.useFakeTimers({ now: Date.now() });
    const envelope = signed();
    jest.advanceTimersByTime(31_000);
    expect(() => openEnvelope(envelope, subject, keys)).toThrow(refusal);
  });
});
