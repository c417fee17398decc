import {
  CASE_STATUS,
  DEVICE_TYPE,
  MAJOR,
  PLACE_KIND,
  SKA_LINE,
  SOURCE,
} from '../../subgraphs/insights/cube/centre-words';
import type { Dimension } from '../../subgraphs/insights/cube/cube';
import { CLUSTER, PPKS_TYPE } from '../../subgraphs/insights/cube/ppks';
import { CASE_STATES } from '../../subgraphs/sentra/case/case';
import {
  OUTREACH_SOURCES,
  PLACE_KINDS,
  PPKS_TYPES,
  PROTECTED_PPKS_TYPES,
} from '../../subgraphs/sentra/case/vocabulary';
import { CLUSTERS, VOCATIONAL_MAJORS } from '../../subgraphs/sentra/centre/centre';
import { DEVICE_TYPES } from '../../subgraphs/sentra/device/vocabulary';
import { SKA_LINES } from '../../subgraphs/sentra/ska/ska';

/** Statistics know the words of the centres without importing them; a word that is added there must be published here. */
it.each<[Dimension, object]>([
  [CASE_STATUS, CASE_STATES],
  [CLUSTER, CLUSTERS],
  [DEVICE_TYPE, DEVICE_TYPES],
  [MAJOR, VOCATIONAL_MAJORS],
  [PLACE_KIND, PLACE_KINDS],
  [PPKS_TYPE, { ...PPKS_TYPES, ...PROTECTED_PPKS_TYPES }],
  [SKA_LINE, SKA_LINES],
  [SOURCE, OUTREACH_SOURCES],
])('$name has the categories the centres use', ({ categories }, words) => {
  expect(Object.keys(categories ?? {}).sort()).toEqual(Object.keys(words).sort());
});

test('every protected type is told of many only, and no other is', () => {
  expect([...(PPKS_TYPE.sensitive ?? [])].sort()).toEqual(Object.keys(PROTECTED_PPKS_TYPES).sort());
});
