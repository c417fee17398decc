import { tellAll } from '../../shared/database';
import type { Republished } from '../../shared/database';
import { caseFact } from './case/case';
import { publishTypes } from './case/case-statistics';
import { deviceFact } from './device/device';
import { needFact } from './device-need/need';
import { publishSkaMonths } from './ska/ska';

/** What centres tell once more of what stood before. */
export const sentraRepublished: Republished = {
  statistics: [
    tellAll('service_case', 'service_case', caseFact),
    tellAll('device_need', 'device_need', needFact),
    tellAll('device', 'device', deviceFact),
    publishTypes('true'),
    publishSkaMonths('true'),
  ],
};
