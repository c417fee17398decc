import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import type { JsonWebKey, KeyObject } from 'node:crypto';
import { canonical, findPublicKey, isSignedBy, publicJwk, signMessage } from './signature';

const signed = { header: { b: 1, a: 'é' }, message: { list: [true, null, 2.5] } };
const key = { id: 'k1', secret: Buffer.alloc(32, 1) };

test('the canonical form is that of RFC 8785', () => {
  expect(canonical({ b: [1e21, -0, 'x\n"'], a: { z: 1, Z: undefined, '€': 'é' } })).toBe(
    '{"a":{"z":1,"€":"é"},"b":[1e+21,0,"x\\n\\""]}',
  );
  let deep: unknown = 1;
  for (let level = 0; level < 100; level += 1) deep = [deep];
  expect(() => canonical(deep)).toThrow('nested too deeply');
});

test('what is signed is checked with the published key, and with no other', () => {
  const own = findPublicKey(publicJwk(key));
  const other = findPublicKey(publicJwk({ ...key, secret: Buffer.alloc(32, 2) }));
  const text = signMessage(signed, 'a.example', key);
  expect(own && isSignedBy(text, signed, 'a.example', [own])).toBe(true);
  expect(own && isSignedBy(`Signature:  ${text}`, signed, 'a.example', [own])).toBe(true);
  expect(other && isSignedBy(text, signed, 'a.example', [other])).toBe(false);
  expect(own && isSignedBy(text, signed, 'b.example', [own])).toBe(false);
  expect(own && isSignedBy(`${text}, algorithm="ed25519"`, signed, 'a.example', [own])).toBe(false);
});

/** As a sender with another kind of key signs; `algorithm` is what it says of it. */
function signedWith(privateKey: KeyObject, algorithm: string): string {
  const created = Math.floor(Date.now() / 1000);
  const digest = createHash('sha256').update(canonical(signed)).digest('base64');
  const data = Buffer.from(`(created): ${created}\n(expires): ${created + 60}\ndigest: ${digest}`);
  const signature = sign('sha256', data, { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64');
  const kid = `a.example|k2|${algorithm}`;
  return `namespace="spdci", kidId="${kid}", algorithm="${algorithm}", created="${created}", expires="${created + 60}", headers="(created) (expires) digest", signature="${signature}"`;
}

test.each([
  ['es256', () => generateKeyPairSync('ec', { namedCurve: 'P-256' })],
  ['rs256', () => generateKeyPairSync('rsa', { modulusLength: 2048 })],
] as const)('%s, where the key is of that kind', (algorithm, generate) => {
  const { publicKey, privateKey } = generate();
  const known = findPublicKey({ ...(publicKey.export({ format: 'jwk' }) as JsonWebKey), kid: 'k2' });
  expect(known?.algorithm).toBe(algorithm);
  const check = (text: string) => known && isSignedBy(text, signed, 'a.example', [known]);
  expect(check(signedWith(privateKey, algorithm))).toBe(true);
  expect(check(signedWith(privateKey, algorithm === 'es256' ? 'rs256' : 'es256'))).toBe(false);
});
