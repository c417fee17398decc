import { GraphQLSafeInt } from 'graphql-scalars';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Field, FieldResolver, Info, InputType, Int, Mutation, Resolver, Root } from 'type-graphql';
import { Access, GraphType, enumOf, requestedFields } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { Centre } from '../centre/centre.graph';
import type { CentreRow } from '../centre/centre';
import { findCentre } from '../centre/centre.loader';
import { toldCount } from '../told';
import { SKA_LINES, SKA_TARGET_GROUPS } from './ska';
import type { SkaLine, SkaMonthRow, SkaRow, SkaTargetGroup } from './ska';
import { findSka, findSkaMonths, recordSka, recordSkaMonth } from './ska.loader';

const SkaTargetGroupEnum = enumOf('SkaTargetGroup', 'Sasaran Sentra Kreasi ATENSI.', SKA_TARGET_GROUPS);
const SkaLineEnum = enumOf('SkaLine', 'Usaha di Sentra Kreasi ATENSI.', SKA_LINES);

@GraphType('SkaMonth', 'What one line of business made in a month.')
class SkaMonth {
  @Field(() => SkaLineEnum)
  @Access('REFERENCE')
  line!: string;

  @Field(() => String, { description: 'For instance 2026-07.' })
  @Access('REFERENCE')
  month!: string;

  @Field(() => GraphQLSafeInt, { description: 'Omzet: whole rupiah.' })
  @Access('REFERENCE')
  revenue!: number;
}

@GraphType('Ska', 'Sentra Kreasi ATENSI: where people a centre serves train, work and sell (Permensos 7/2022).')
class Ska {
  @Field(() => [SkaTargetGroupEnum], { description: 'Sasaran.' })
  @Access('REFERENCE')
  targetGroups!: string[];

  @Field(() => [SkaLineEnum], { description: 'Usaha.' })
  @Access('REFERENCE')
  lines!: string[];

  @Field(() => Boolean, {
    description: 'Whether it is a choice of this platform that nobody of the centre has confirmed.',
  })
  @Access('REFERENCE')
  isAssumed!: boolean;
}

@Resolver(() => SkaMonth)
export class SkaMonthResolver {
  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Penerima manfaat yang bekerja; from 1 to 9 told to the officers of the centre only.',
  })
  @Access('REFERENCE')
  atWork(@Root() { centreId, atWork }: SkaMonthRow, @Ctx() { viewer }: SubgraphContext): number | null {
    return toldCount(viewer.role === 'SENTRA_OFFICER' && viewer.sentraId === centreId, atWork);
  }
}

@InputType({ description: 'What the Sentra Kreasi ATENSI of your centre is.' })
class SkaInput {
  @Field(() => [SkaTargetGroupEnum])
  targetGroups!: SkaTargetGroup[];

  @Field(() => [SkaLineEnum])
  lines!: SkaLine[];

  @Field(() => String, { description: 'A key of your own for this request: repeating it cannot do anything twice.' })
  clientKey!: string;
}

@InputType({ description: 'What a line of business of your centre made in a month.' })
class SkaMonthInput {
  @Field(() => SkaLineEnum)
  line!: SkaLine;

  @Field(() => String, { description: 'For instance 2026-07.' })
  month!: string;

  @Field(() => GraphQLSafeInt, { description: 'Whole rupiah.' })
  revenue!: number;

  @Field(() => Int, { description: 'Beneficiaries at work.' })
  atWork!: number;

  @Field(() => String, { description: 'A key of your own for this request: repeating it cannot do anything twice.' })
  clientKey!: string;
}

const OFFICER = { roles: ['SENTRA_OFFICER'] } as const;

@Resolver(() => Ska)
export class SkaResolver {
  @FieldResolver(() => [SkaMonth], { description: 'By month, newest first.' })
  @Access('REFERENCE')
  months(@Root() { centreId }: SkaRow, @Ctx() context: SubgraphContext): Promise<SkaMonthRow[]> {
    return findSkaMonths(context, centreId);
  }

  @Mutation(() => Centre, { nullable: true, description: 'Records for whom it is and what it does.' })
  @Access('STRUCTURE', OFFICER)
  async recordSka(
    @Arg('input', () => SkaInput) input: SkaInput,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CentreRow | undefined> {
    return findCentre(context, await recordSka(context, input), requestedFields(info));
  }

  @Mutation(() => Centre, { nullable: true, description: 'Records revenue and people at work; said again, corrects.' })
  @Access('STRUCTURE', OFFICER)
  async recordSkaMonth(
    @Arg('input', () => SkaMonthInput) input: SkaMonthInput,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CentreRow | undefined> {
    return findCentre(context, await recordSkaMonth(context, input), requestedFields(info));
  }
}

@Resolver(() => Centre)
export class SkaOfCentreResolver {
  @FieldResolver(() => Ska, { nullable: true, description: 'Sentra Kreasi ATENSI; null where there is none.' })
  @Access('REFERENCE')
  ska(@Root() { id }: CentreRow, @Ctx() context: SubgraphContext): Promise<SkaRow | undefined> {
    return findSka(context, id);
  }
}
