import { GraphQLSafeInt } from 'graphql-scalars';
import { Arg, Ctx, Field, ID, Int, Query, Resolver } from 'type-graphql';
import { Access, GraphType } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { askingAs } from '../business/ask';
import { WageSourceEnum } from './pena-inputs.graph';
import { isKnownWage } from './umk';

@GraphType('MinimumWage', 'The minimum wage of a regency in a year (upah minimum kabupaten/kota, UMK).')
export class MinimumWage {
  @Field(() => ID)
  @Access('REFERENCE')
  regencyCode!: string;

  @Field(() => Int)
  @Access('REFERENCE')
  year!: number;

  @Field(() => GraphQLSafeInt, { description: 'Whole rupiah a month.' })
  @Access('REFERENCE')
  amount!: number;

  @Field(() => WageSourceEnum, { description: 'SYNTHETIC: made up, and never used where people are real.' })
  @Access('REFERENCE')
  source!: string;

  @Field(() => String, { nullable: true, description: 'The decree; null for a made-up one.' })
  @Access('REFERENCE')
  legalRef?: string;
}

@Resolver()
export class MinimumWageResolver {
  @Query(() => [MinimumWage], { description: 'Minimum wages of a regency, latest year first.' })
  @Access('REFERENCE')
  minimumWages(
    @Arg('regencyCode', () => ID, { description: 'Kemendagri code of four digits.' }) regencyCode: string,
    @Ctx() context: SubgraphContext,
  ): Promise<MinimumWage[]> {
    return askingAs(context)<MinimumWage>(
      `SELECT u.regency_code AS "regencyCode", u.year, u.amount, u.source, u.legal_ref AS "legalRef" FROM umk u
       WHERE u.regency_code = $1 AND ${isKnownWage(context.tools.mode)} ORDER BY u.year DESC`,
      [regencyCode],
    );
  }
}
