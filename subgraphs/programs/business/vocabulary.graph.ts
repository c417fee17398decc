import { enumFilter, enumOf } from '../../../shared/subgraph';
import { LINES_OF_BUSINESS } from './business';

export const LineOfBusinessEnum = enumOf(
  'LineOfBusiness',
  'What a business is about (jenis usaha).',
  LINES_OF_BUSINESS,
);
export const LineOfBusinessFilter = enumFilter(LineOfBusinessEnum, 'LineOfBusiness');
