import fc from 'fast-check';
import { agrees, birthDateOf, brokenKkRule, readNik } from './nik';

const two = (value: number) => String(value).padStart(2, '0');
const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
const birth = fc.date({ min: new Date('1930-01-01'), max: new Date('2026-09-30'), noInvalidDate: true });

test('a NIK made from a date and a sex says that date and sex', () => {
  fc.assert(
    fc.property(
      digits(6),
      birth,
      fc.boolean(),
      fc.integer({ min: 1, max: 9999 }),
      (district, date, isFemale, serial) => {
        const day = date.getUTCDate();
        const [month, year] = [date.getUTCMonth() + 1, date.getUTCFullYear()];
        const nik = `${district}${two(day + (isFemale ? 40 : 0))}${two(month)}${two(year % 100)}${String(serial).padStart(4, '0')}`;
        const reading = readNik(nik);
        if ('broken' in reading) throw new Error(reading.broken);
        const sex = isFemale ? 'FEMALE' : 'MALE';
        expect(reading.parts).toEqual({ districtCode: district, day, month, year: year % 100, sex });
        const birthDate = date.toISOString().slice(0, 10);
        expect(agrees(reading.parts, { birthDate, sex })).toBe(true);
        expect(agrees(reading.parts, { birthDate, sex: isFemale ? 'MALE' : 'FEMALE' })).toBe(false);
      },
    ),
  );
});

test('anything else is a broken rule, never an exception', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 20 }), (text) => {
      if (!/^\d{16}$/.test(text)) expect(readNik(text)).toEqual({ broken: 'N1' });
    }),
  );
});

test.each([
  ['320405120391900', 'N1'],
  ['3204051203919 01', 'N1'],
  ['32040512039190011', 'N1'],
  ['٣204051203919001', 'N1'],
  ['3204053203919001', 'N2'],
  ['3204050003919001', 'N2'],
  ['3204054003919001', 'N2'],
  ['3204057203919001', 'N2'],
  ['3204051213919001', 'N2'],
  ['3204053002919001', 'N2'],
  ['3204052902919001', 'N2'],
  ['3204051203910000', 'N3'],
])('%s breaks %s', (nik, rule) => {
  expect(readNik(nik)).toEqual({ broken: rule });
});

test.each([
  ['3204052902929001', 'leap day of 1992'],
  ['3204056902009001', 'leap day of 2000, a woman'],
  ['0104051203910001', 'a leading zero'],
])('%s is whole: %s', (nik) => {
  expect(readNik(nik)).toHaveProperty('parts');
});

test('the century is the one that is not in the future (N5)', () => {
  const dateOf = (nik: string) => {
    const reading = readNik(nik);
    return 'parts' in reading ? birthDateOf(reading.parts, '2026-09-30') : undefined;
  };
  expect(dateOf('3204053009269001')).toBe('2026-09-30');
  expect(dateOf('3204050110269001')).toBe('1926-10-01');
  expect(dateOf('3204051203919001')).toBe('1991-03-12');
});

test.each([
  ['3204050101209001', undefined],
  ['320405010120900', 'KK1'],
  ['3204054101209001', 'KK2'],
  ['3204050101200000', 'KK3'],
])('KK %s: %s', (kk, rule) => {
  expect(brokenKkRule(kk)).toBe(rule);
});
