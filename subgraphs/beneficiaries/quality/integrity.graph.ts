import { Arg, Ctx, Field, FieldResolver, Float, Int, Resolver, Root } from 'type-graphql';
import { Access, GraphType } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { Region } from '../region/region.graph';
import type { RegionRow } from '../region/region';
import { findIntegritySums } from './integrity.loader';
import { protect } from './protect';
import type { PublishedIntegrity } from './protect';

@GraphType(
  'RegistryIntegrity',
  `Integritas data: how true the registry is in a place. Counts below ten are null, others rounded to five; percentages are
made from the rounded counts.`,
)
export class RegistryIntegrity {
  @Field(() => String, { description: 'Snapshot of the registry, for instance DTSEN-2026-TW3.' })
  @Access('STATISTICS')
  snapshot!: string;

  @Field(() => Int, { nullable: true })
  @Access('STATISTICS')
  persons?: number;

  @Field(() => Int, { nullable: true })
  @Access('STATISTICS')
  families?: number;

  @Field(() => Float, { nullable: true, description: 'Padan: matched with the civil registry.' })
  @Access('STATISTICS')
  matchedPercent?: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Ganda: another person holds the NIK, or the civil registry calls it a duplicate.',
  })
  @Access('STATISTICS')
  duplicatePercent?: number;

  @Field(() => Float, { nullable: true, description: 'Meninggal: dead, and still listed.' })
  @Access('STATISTICS')
  deceasedPercent?: number;

  @Field(() => Float, { nullable: true, description: 'Records with identity, address and schooling.' })
  @Access('STATISTICS')
  completePercent?: number;

  @Field(() => Int, { nullable: true, description: 'Mean integrity of the families, 0 to 100.' })
  @Access('STATISTICS')
  score?: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Median days since a person was confirmed; above a kecamatan the mean of its kecamatan, by persons.',
  })
  @Access('STATISTICS')
  medianAgeDays?: number;

  @Field(() => Boolean, { description: 'Whether a figure here is null because it would tell of fewer than ten.' })
  @Access('STATISTICS')
  suppressed!: boolean;
}

@Resolver(() => Region)
export class RegionIntegrityResolver {
  @FieldResolver(() => RegistryIntegrity, {
    nullable: true,
    description:
      'Integrity of the registry here, at its newest snapshot unless another is named; none for villages, which are too small.',
  })
  @Access('STATISTICS')
  async integrity(
    @Root() region: RegionRow,
    @Ctx() context: SubgraphContext,
    @Arg('snapshot', () => String, { nullable: true, description: 'For instance DTSEN-2026-TW3.' }) snapshot?: string,
  ): Promise<PublishedIntegrity | undefined> {
    const sums = await findIntegritySums(context, region.code, snapshot);
    return sums && protect(sums);
  }
}
