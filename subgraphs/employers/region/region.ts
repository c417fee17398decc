import { REGION_LEVELS, findRegionLevel } from '../../../shared/viewer';

/**
 * The place whose vacancies stand for a place: vacancies carry a regency, so a district or village has those of its
 * regency; a province those of all its regencies. Undefined for a string that is no region code.
 */
export function findLabourArea(code: string): string | undefined {
  switch (findRegionLevel(code)) {
    case undefined:
      return undefined;
    case 'PROVINCE':
      return code;
    case 'REGENCY':
    case 'DISTRICT':
    case 'VILLAGE':
      return code.slice(0, REGION_LEVELS.REGENCY);
  }
}
