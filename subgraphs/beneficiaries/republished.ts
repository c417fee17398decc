import { tellAll } from '../../shared/database';
import type { Republished } from '../../shared/database';
import { changeRequestFact } from './change-request/publish';
import { consentFact } from './consent/publish';
import { publishReveals } from './emergency/publish';
import { publishFamilies, publishPersons } from './intake/publish';

/** What the registry tells once more of what stood before. */
export const beneficiariesRepublished: Republished = {
  statistics: [
    publishFamilies('SELECT id FROM family'),
    publishPersons('SELECT id FROM person'),
    tellAll('consent', 'consent', consentFact),
    tellAll('change_request', 'change_request', changeRequestFact),
    publishReveals('SELECT id FROM reveal'),
  ],
};
