import type { Records } from '../../../shared/machine';
import { StepInput, begins, moves, stepsOf } from '../../../shared/subgraph';
import { CONSENT_MACHINE } from './consent';
import type { ConsentEvent, ConsentStatus } from './consent';
import { GiveConsentInput } from './consent-args.graph';
import { CONSENTS } from './consent.access';
import { Consent } from './consent.graph';
import { findConsent } from './consent.loader';
import { giveConsent, withdrawConsent } from './consent-step';
import { consentFact } from './publish';

export const CONSENT_RECORDS: Records<ConsentStatus, ConsentEvent> = {
  machine: CONSENT_MACHINE,
  table: 'consent',
  from: CONSENTS,
  alias: 'c',
  fact: consentFact,
};

/** What persons, and centres for them, do with consents. */
export const ConsentStepsResolver = stepsOf<ConsentStatus, ConsentEvent>({
  records: CONSENT_RECORDS,
  type: 'Consent',
  graphType: () => Consent,
  find: findConsent,
  mutations: {
    GIVE: begins('giveConsent', GiveConsentInput, giveConsent),
    WITHDRAW: moves('withdrawConsent', StepInput, withdrawConsent),
    END: 'RULE',
  },
});
