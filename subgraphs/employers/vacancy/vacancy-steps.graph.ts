import type { Records } from '../../../shared/machine';
import { ReasonedStepInput, StepInput, begins, moves, requestedFields, stepsOf } from '../../../shared/subgraph';
import { VACANCY_MACHINE, vacancyFact } from './vacancy';
import type { VacancyEvent } from './vacancy';
import { CopyVacancyInput, DraftVacancyInput, EditVacancyInput } from './vacancy-inputs.graph';
import { close, copy, draft, edit, fill, publish } from './vacancy-step';
import { Vacancy } from './vacancy-type.graph';
import { findVacancy } from './vacancy.loader';
import type { VacancyStatus } from './vocabulary';

export const VACANCY_RECORDS: Records<VacancyStatus, VacancyEvent> = {
  machine: VACANCY_MACHINE,
  table: 'vacancy',
  from: 'vacancy v',
  alias: 'v',
  fact: vacancyFact,
};

/** What happens to a vacancy. A partner moves the own ones only, though those of others are seen. */
export const VacancyStepsResolver = stepsOf<VacancyStatus, VacancyEvent>({
  records: VACANCY_RECORDS,
  type: 'VacancyStep',
  graphType: () => Vacancy,
  find: (context, id, info) => findVacancy(context, id, requestedFields(info)),
  mutations: {
    DRAFT: begins('draftVacancy', DraftVacancyInput, draft),
    COPY: begins('copyVacancy', CopyVacancyInput, copy),
    EDIT: moves('editVacancy', EditVacancyInput, edit),
    PUBLISH: moves('publishVacancy', StepInput, publish),
    FILL: moves('fillVacancy', ReasonedStepInput, fill),
    CLOSE: moves('closeVacancy', ReasonedStepInput, close),
  },
});
