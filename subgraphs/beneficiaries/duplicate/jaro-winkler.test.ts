import { SIMILAR_NAME, jaroWinkler, nameSimilarity } from './jaro-winkler';

describe('Jaro-Winkler', () => {
  // Winkler's own examples.
  it.each([
    ['martha', 'marhta', 0.9611],
    ['dixon', 'dicksonx', 0.8133],
    ['dwayne', 'duane', 0.84],
    ['jones', 'johnson', 0.8324],
    ['abroms', 'abrams', 0.9222],
    ['billy', 'susan', 0],
  ])('gives %s and %s the published value', (left, right, expected) => {
    expect(jaroWinkler(left, right)).toBeCloseTo(expected, 3);
    expect(jaroWinkler(right, left)).toBeCloseTo(expected, 3);
  });

  it('is 1 for equal strings only, and 0 when one is empty', () => {
    expect(jaroWinkler('balotor', 'balotor')).toBe(1);
    expect(jaroWinkler('balotor', 'balotol')).toBeLessThan(1);
    expect(jaroWinkler('', '')).toBe(0);
    expect(jaroWinkler('balotor', '')).toBe(0);
  });

  it('bears names longer than its buffers', () => {
    expect(jaroWinkler('a'.repeat(400), `${'a'.repeat(399)}b`)).toBeGreaterThan(0.99);
  });
});

describe('similarity of names', () => {
  it.each([
    ['balotor kewan', 'balotor kewan', 'EQUAL'],
    ['balotor kewan', 'kewan balotor', 'WORD_ORDER'],
    ['balotor kewan', 'baltor kewan', 'SPELLING'],
    ['balotor kewan', 'lotor kewan', 'SPELLING'],
    ['bake kewantor', 'b kewantor', 'SPELLING'],
    ['rani gebokubas', 'nerani gebokubas', 'SPELLING'],
    ['balotor kewan', 'balotor kewan semaru', 'PARTIAL'],
  ])('takes %s and %s for one name (%s)', (left, right, likeness) => {
    const found = nameSimilarity(left, right);
    expect(found.likeness).toBe(likeness);
    expect(found.value).toBeGreaterThanOrEqual(SIMILAR_NAME);
    expect(nameSimilarity(right, left)).toEqual(found);
  });

  it.each([
    ['balotor kewan', 'semitor kewan'],
    ['balotor', 'balotor kewan'],
    ['balotor kewan', 'balotor semaru'],
    ['a kewan', 'balotor kewan'],
    ['', ''],
  ])('keeps %s and %s apart', (left, right) => {
    expect(nameSimilarity(left, right).likeness).toBe('DIFFERENT');
  });
});
