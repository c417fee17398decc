import { registerEnumType } from 'type-graphql';
import { PKH_COMPONENTS } from '../component/component';
import { PERIOD_KINDS } from '../pkh/period';
import { AID_UNITS } from './program';
import { CONFIDENCES, RATE_UNITS } from './rate';

/** The words of a list as an enum of the graph; its values equal its keys. */
export function enumOf<Value extends string>(values: readonly Value[]): Record<Value, Value> {
  return Object.fromEntries(values.map((value) => [value, value])) as Record<Value, Value>;
}

const keysOf = <Key extends string>(table: Readonly<Record<Key, unknown>>) => enumOf(Object.keys(table) as Key[]);
const describe = <Key extends string>(texts: Readonly<Record<Key, string>>) =>
  Object.fromEntries(Object.entries<string>(texts).map(([key, description]) => [key, { description }])) as Record<
    Key,
    { description: string }
  >;

export const ConfidenceEnum = keysOf(CONFIDENCES);
export const AidUnitEnum = keysOf(AID_UNITS);
export const RateUnitEnum = keysOf(RATE_UNITS);
export const PeriodKindEnum = enumOf(PERIOD_KINDS);
export const LimitScopeEnum = enumOf(['AT_ONCE', 'OVER_TIME'] as const);
export const RecipientEnum = enumOf(['FAMILY', 'MEMBER'] as const);
export const PkhComponentEnum = keysOf(PKH_COMPONENTS);

registerEnumType(ConfidenceEnum, {
  name: 'Confidence',
  description: 'How sure a fact of the catalogue is (tingkat keyakinan).',
  valuesConfig: describe(CONFIDENCES),
});
registerEnumType(AidUnitEnum, {
  name: 'AidUnit',
  description: 'Whom a program helps (sasaran bantuan).',
  valuesConfig: describe(AID_UNITS),
});
registerEnumType(RateUnitEnum, {
  name: 'RateUnit',
  description: 'What an amount is for.',
  valuesConfig: describe(RATE_UNITS),
});
registerEnumType(PeriodKindEnum, {
  name: 'PeriodKind',
  description: 'What is paid at a time.',
  valuesConfig: describe({ STAGE: 'Tahap: three months, T1 to T4.', MONTH: 'Bulan.' }),
});
registerEnumType(LimitScopeEnum, {
  name: 'LimitScope',
  description: 'What a limit counts.',
  valuesConfig: describe({
    AT_ONCE: 'Persons of one family in the same period.',
    OVER_TIME: 'Times in the life of a family, such as pregnancies.',
  }),
});
registerEnumType(RecipientEnum, {
  name: 'RateRecipient',
  description: 'Who gets the amount.',
  valuesConfig: describe({ FAMILY: 'The family.', MEMBER: 'The group, for each of its members.' }),
});
registerEnumType(PkhComponentEnum, {
  name: 'PkhComponent',
  description: 'Components of PKH (komponen, Permensos 1/2018): the persons a family is paid for.',
  valuesConfig: describe({
    IBU_HAMIL_NIFAS: 'Pregnant or in childbed. Ibu hamil atau nifas (kesehatan).',
    ANAK_USIA_DINI: 'Child of 0 to 6 years. Anak usia dini (kesehatan).',
    ANAK_SD: 'Pupil of a primary school. Anak SD atau sederajat (pendidikan).',
    ANAK_SMP: 'Pupil of a junior secondary school. Anak SMP atau sederajat (pendidikan).',
    ANAK_SMA: 'Pupil of a senior secondary school. Anak SMA atau sederajat (pendidikan).',
    LANJUT_USIA: 'Elderly person. Lanjut usia (kesejahteraan sosial).',
    DISABILITAS_BERAT: 'Person with a severe disability. Penyandang disabilitas berat (kesejahteraan sosial).',
    KORBAN_HAM_BERAT: 'Victim of a gross violation of human rights. Korban pelanggaran HAM berat.',
  }),
});
