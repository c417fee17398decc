import { Field, Float, Int } from 'type-graphql';
import { Access, GraphType } from '../../../shared/subgraph';
import { ASSET_COLUMNS, HOUSING_COLUMNS } from './family';

@GraphType('Housing', 'Housing variables, codes of the DTSEN questionnaire.')
export class Housing {}

for (const property of Object.keys(HOUSING_COLUMNS)) {
  Field(() => Int, { nullable: true })(Housing.prototype, property);
  Access('HOUSING')(Housing.prototype, property);
}

@GraphType('Assets', 'What a family owns: counts; gold in gram, land in hectare.')
export class Assets {}

for (const property of Object.keys(ASSET_COLUMNS)) {
  Field(() => (property === 'landHectare' ? Float : Int), { nullable: true })(Assets.prototype, property);
  Access('HOUSING')(Assets.prototype, property);
}
