import { maskText } from './mask';

test.each([
  ['3204051203919001', 'IDENTIFIER', '************9001'],
  ['+62 000 1234 5678', 'CONTACT', '*************5678'],
  ['9001', 'IDENTIFIER', '****'],
  ['7', 'CONTACT', '****'],
  ['Sarni  Wulandaru', 'NAME', 'S. W.'],
  ['Édy', 'NAME', 'É.'],
] as const)('%s in %s becomes %s', (text, group, masked) => {
  expect(maskText(text, group)).toBe(masked);
});
