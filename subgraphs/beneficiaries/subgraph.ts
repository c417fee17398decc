import type { DatabaseOptions, MigrationClass } from '../../shared/database';
import type { ScopeRule, SubgraphGraph } from '../../shared/subgraph';
import { familyScope } from './family/family.access';
import { FamilyResolver } from './family/family.graph';
import { findFamily } from './family/family.loader';
import { Registry1761000000000 } from './migrations/registry';
import { personScope } from './person/person.access';
import { PersonResolver } from './person/person.graph';
import { findPerson } from './person/person.loader';
import { regionScope } from './region/region.access';
import { RegionResolver } from './region/region.graph';
import { findRegion } from './region/region.loader';
import { requestedFieldsOn } from '../../shared/subgraph';

/** The registry: persons, families, regions, and the quality of what is known about them. */
export const beneficiaries = {
  name: 'beneficiaries',
  resolvers: [PersonResolver, FamilyResolver, RegionResolver],
  references: {
    Person: ({ id }, context, info) => findPerson(context, String(id), info),
    Family: ({ id }, context, info) => findFamily(context, String(id), info),
    Region: ({ code }, context, info) => findRegion(context, String(code), requestedFieldsOn(info, 'Region')),
  },
} satisfies SubgraphGraph;

/** Row scope by type name; the value types inside a family follow the family. */
export const beneficiariesScopes: Readonly<Record<string, ScopeRule>> = {
  Person: personScope,
  Family: familyScope,
  DesilEntry: familyScope,
  Housing: familyScope,
  Assets: familyScope,
  Region: regionScope,
};

export const beneficiariesTables: DatabaseOptions['tables'] = [];
export const beneficiariesMigrations: readonly MigrationClass[] = [Registry1761000000000];
