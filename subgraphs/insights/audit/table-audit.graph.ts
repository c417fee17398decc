import type { GraphQLResolveInfo } from 'graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import {
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Info,
  InputType,
  Int,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { Access, GraphType, PageArgs, StringFilter, connectionOf, listConnection } from '../../../shared/subgraph';
import type { Connection, SubgraphContext } from '../../../shared/subgraph';
import { TABLE_READERS } from '../citation/analyst';
import { StatRequest, asStatRequest } from '../citation/stat-table.graph';
import { ALERT_LIST, AUDIT_LIST } from './table-audit';
import type { AuditRow } from './table-audit';

@GraphType('TableAudit', 'A table somebody asked for, and what became of it (catatan permintaan statistik).')
export class TableAudit {
  @Field(() => ID, { nullable: true })
  @Access('ANALYSIS')
  id?: string;

  @Field(() => GraphQLDateTime, { nullable: true })
  @Access('ANALYSIS')
  at?: Date;

  @Field(() => String, { nullable: true, description: 'The account at the issuer.' })
  @Access('ANALYSIS')
  account?: string;

  @Field(() => String, { nullable: true })
  @Access('ANALYSIS')
  role?: string;

  @Field(() => String, { nullable: true, description: 'Tujuan pemrosesan.' })
  @Access('ANALYSIS')
  purpose?: string;

  @Field(() => Int, { nullable: true, description: 'Version of the snapshot.' })
  @Access('ANALYSIS')
  snapshot?: number;

  @Field(() => ID, { nullable: true, description: 'Its citation; refused tables have one too, and no rows.' })
  @Access('ANALYSIS')
  tableId?: string;

  @Field(() => Int, { nullable: true })
  @Access('ANALYSIS')
  rows?: number;

  @Field(() => Int, { nullable: true, description: 'Cells that were not shown, as published.' })
  @Access('ANALYSIS')
  suppressed?: number;

  @Field(() => String, { nullable: true, description: 'The code it was refused with; none if it was made.' })
  @Access('ANALYSIS')
  refusal?: string;
}

@GraphType('TableAlert', 'Two tables one account asked for in a day that differ by little in one dimension.')
export class TableAlert {
  @Field(() => ID, { nullable: true })
  @Access('AUDIT')
  id?: string;

  @Field(() => GraphQLDateTime, { nullable: true })
  @Access('AUDIT')
  at?: Date;

  @Field(() => String, { nullable: true, description: 'The account at the issuer.' })
  @Access('AUDIT')
  account?: string;

  @Field(() => String, { nullable: true, description: 'In which they differ.' })
  @Access('AUDIT')
  dimension?: string;

  @Field(() => ID, { nullable: true, description: 'The later table.' })
  @Access('AUDIT')
  tableId?: string;

  @Field(() => ID, { nullable: true, description: 'The earlier one.' })
  @Access('AUDIT')
  otherTableId?: string;
}

@InputType()
class TableAuditFilter {
  @Field(() => StringFilter, { nullable: true })
  account?: StringFilter;

  @Field(() => StringFilter, { nullable: true })
  role?: StringFilter;

  @Field(() => StringFilter, { nullable: true, description: 'Name of a cube.' })
  cube?: StringFilter;

  @Field(() => StringFilter, { nullable: true })
  tableId?: StringFilter;

  @Field(() => StringFilter, { nullable: true, description: 'A code, for instance TABLE_TOO_SPARSE.' })
  refusal?: StringFilter;
}

@ArgsType()
class TableAuditArgs extends PageArgs {
  @Field(() => TableAuditFilter, { nullable: true })
  filter?: TableAuditFilter;
}

@InputType()
class TableAlertFilter {
  @Field(() => StringFilter, { nullable: true })
  account?: StringFilter;
}

@ArgsType()
class TableAlertArgs extends PageArgs {
  @Field(() => TableAlertFilter, { nullable: true })
  filter?: TableAlertFilter;
}

const TableAuditConnection = connectionOf('TableAudit', () => TableAudit);
const TableAlertConnection = connectionOf('TableAlert', () => TableAlert);
const NEWEST_FIRST = [{ field: 'AT', direction: 'DESC' }] as const;

@Resolver(() => TableAudit)
export class TableAuditResolver {
  @Query(() => TableAuditConnection, {
    nullable: true,
    description:
      'Who asked for which tables, newest first: all of them for the data protection officer, your own for others.',
  })
  @Access('STRUCTURE', { roles: TABLE_READERS })
  tableAudits(
    @Args(() => TableAuditArgs) { filter, ...page }: TableAuditArgs,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<AuditRow>> {
    const request = { ...page, filter: { ...filter }, orderBy: NEWEST_FIRST };
    return listConnection(context, AUDIT_LIST, context.scope('TableAudit'), request, info);
  }

  @Query(() => TableAlertConnection, {
    nullable: true,
    description: 'Tables of one account that are nearly the same, newest first: what a person is singled out by.',
  })
  @Access('STRUCTURE', { roles: ['DPO'] })
  tableAlerts(
    @Args(() => TableAlertArgs) { filter, ...page }: TableAlertArgs,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<TableAlert>> {
    const request = { ...page, filter: { ...filter }, orderBy: NEWEST_FIRST };
    return listConnection(context, ALERT_LIST, context.scope('TableAlert'), request, info);
  }

  @FieldResolver(() => StatRequest, { nullable: true })
  @Access('ANALYSIS')
  request(@Root() { request }: AuditRow): StatRequest {
    return asStatRequest(request);
  }
}
