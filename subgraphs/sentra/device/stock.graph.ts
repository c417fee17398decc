import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Field, FieldResolver, ID, Info, Int, Query, Resolver, Root } from 'type-graphql';
import { Access, GraphType, requestedFields } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { Centre } from '../centre/centre.graph';
import type { CentreRow } from '../centre/centre';
import { findCentre } from '../centre/centre.loader';
import { toldCount } from '../told';
import { DeviceTypeEnum } from './device-args.graph';
import { findDeviceCounts, findStock } from './stock.loader';
import type { DeviceCountRow, StockRow } from './stock.loader';

@GraphType('DeviceStock', 'Stock and backlog of one type of device at a centre, counted over what you may see.')
class DeviceStock {
  @Field(() => DeviceTypeEnum, { nullable: true })
  @Access('DEVICE')
  type?: string;

  @Field(() => Int, { nullable: true, description: 'Planned, assembled or in rework.' })
  @Access('DEVICE')
  inMaking?: number;

  @Field(() => Int, { nullable: true, description: 'Stok: made, for nobody yet.' })
  @Access('DEVICE')
  inStock?: number;

  @Field(() => Int, { nullable: true, description: 'Meant for somebody, not handed over.' })
  @Access('DEVICE')
  allocated?: number;

  @Field(() => Int, { nullable: true, description: 'Daftar tunggu: people who wait.' })
  @Access('DEVICE')
  waiting?: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Median days from the assessment to the hand-over, of all needs met.',
  })
  @Access('DEVICE')
  medianLeadDays?: number;
}

@GraphType('DeviceCount', 'What a centre planned, made and handed over of one type in a quarter.')
class DeviceCount {
  @Field(() => DeviceTypeEnum)
  @Access('REFERENCE')
  type!: string;

  @Field(() => Int)
  @Access('REFERENCE')
  year!: number;

  @Field(() => Int, { description: '1 to 4.' })
  @Access('REFERENCE')
  quarter!: number;

  @Field(() => Int, { description: 'Planned for a day of the quarter, plans that were given up left out.' })
  @Access('REFERENCE')
  planned!: number;

  @Field(() => Int, { description: 'Dibuat: passed the quality check in the quarter.' })
  @Access('REFERENCE')
  made!: number;
}

@Resolver(() => DeviceCount)
export class DeviceCountResolver {
  @Query(() => [DeviceCount], {
    description: 'Assistive devices planned, made and distributed in a year, by centre, type and quarter.',
  })
  @Access('STRUCTURE')
  deviceCounts(
    @Arg('year', () => Int) year: number,
    @Arg('centreCode', () => ID, { nullable: true, description: 'For instance S-001.' }) centreCode: string | undefined,
    @Ctx() context: SubgraphContext,
  ): Promise<DeviceCountRow[]> {
    return findDeviceCounts(context, year, centreCode ?? undefined);
  }

  @FieldResolver(() => Centre, { nullable: true })
  @Access('REFERENCE')
  centre(
    @Root() { centreId }: DeviceCountRow,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CentreRow | undefined> {
    return findCentre(context, centreId, requestedFields(info));
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description:
      'Diserahkan: handed over in the quarter, each to a person; from 1 to 9 told to the officers of the centre only.',
  })
  @Access('REFERENCE')
  distributed(@Root() { centreId, distributed }: DeviceCountRow, @Ctx() { viewer }: SubgraphContext): number | null {
    return toldCount(viewer.role === 'SENTRA_OFFICER' && viewer.sentraId === centreId, distributed);
  }
}

@Resolver(() => Centre)
export class StockOfCentreResolver {
  @FieldResolver(() => [DeviceStock], {
    nullable: true,
    description:
      'Stock and backlog by type, for those who plan with them; an office counts what lies in its jurisdiction.',
  })
  @Access('STRUCTURE')
  deviceStock(@Root() { id }: CentreRow, @Ctx() context: SubgraphContext): Promise<StockRow[]> {
    return findStock(context, id);
  }
}
