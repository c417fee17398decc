import { GraphQLDate } from 'graphql-scalars';
import { Arg, Ctx, Field, Int, Query, Resolver } from 'type-graphql';
import { Parameters, statement } from '../../../shared/database';
import { Access, GraphType, enumOf } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { HOLIDAY_CONFIDENCES, HOLIDAY_KINDS } from './holiday';
import type { HolidayRow } from './holiday';

const HolidayKindEnum = enumOf('HolidayKind', 'Why nobody works on a day.', HOLIDAY_KINDS);
const HolidayConfidenceEnum = enumOf('HolidayConfidence', 'How well a day is known.', HOLIDAY_CONFIDENCES);

@GraphType(
  'PublicHoliday',
  'A day on which nobody works (hari libur nasional, cuti bersama): no working day of a deadline.',
)
class PublicHoliday {
  @Field(() => GraphQLDate)
  @Access('REFERENCE')
  day!: string;

  @Field(() => String)
  @Access('REFERENCE')
  name!: string;

  @Field(() => HolidayKindEnum)
  @Access('REFERENCE')
  kind!: string;

  @Field(() => String, { nullable: true, description: 'Dasar hukum.' })
  @Access('REFERENCE')
  legalRef?: string;

  @Field(() => HolidayConfidenceEnum)
  @Access('REFERENCE')
  confidence!: string;
}

@Resolver()
export class HolidayResolver {
  @Query(() => [PublicHoliday], {
    description: 'The public holidays of a year, as far as they are known; earliest first.',
  })
  @Access('REFERENCE')
  publicHolidays(@Arg('year', () => Int) year: number, @Ctx() context: SubgraphContext): Promise<HolidayRow[]> {
    const { bind, values } = new Parameters();
    return context.session.rows<HolidayRow>(
      statement(
        `SELECT day, name, kind, legal_ref AS "legalRef", confidence FROM public_holiday
         WHERE extract(year FROM day) = ${bind(year)}::integer ORDER BY day, name`,
        values,
      ),
    );
  }
}
