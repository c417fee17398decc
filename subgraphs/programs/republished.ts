import type { Republished } from '../../shared/database';
import { publish } from './fact';
import type { Topic } from './fact';

/** The topics statistics read, with their tables. */
const TABLES: Readonly<Record<Topic, string>> = {
  enrolment: 'enrolment',
  component: 'enrolment_component',
  payment: 'payment',
  pena: 'pena_case',
  prokus: 'prokus_case',
  kube: 'kube_group',
  graduation: 'graduation',
  grievance: 'grievance',
};

/** What programs tell once more of what stood before. */
export const programsRepublished: Republished = {
  statistics: (Object.keys(TABLES) as Topic[]).map((topic) => publish(topic, TABLES[topic])),
};
