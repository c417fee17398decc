import { GraphQLDate } from 'graphql-scalars';
import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, Field, FieldResolver, Info, Resolver, Root, registerEnumType } from 'type-graphql';
import { Access, GraphType } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { Enrolment } from '../enrolment/enrolment.graph';
import type { EnrolmentRow } from '../enrolment/enrolment';
import { findEnrolment } from '../enrolment/enrolment.loader';
import { Person } from '../person-ref/person-ref.graph';
import { PkhComponentEnum, enumOf } from '../program/vocabulary.graph';
import { STOP_REASONS } from './component';
import type { ComponentRow } from './component';

const StopReasonEnum = enumOf(STOP_REASONS);
registerEnumType(StopReasonEnum, {
  name: 'StopReason',
  description: 'Why a component was stopped before its registered end (alasan penghentian).',
  valuesConfig: {
    DECEASED: { description: 'The civil registry reports the person dead. Meninggal.' },
    DUPLICATE: { description: 'The person is registered twice. Ganda.' },
  },
});

@GraphType('PkhParticipation', 'A person who carries a component of a PKH enrolment (komponen PKH).')
export class PkhParticipation {
  @Field(() => PkhComponentEnum, { nullable: true })
  @Access('ENROLMENT')
  component?: string;

  @Field(() => GraphQLDate, { nullable: true })
  @Access('ENROLMENT')
  startedOn?: string;

  @Field(() => GraphQLDate, { nullable: true, description: 'Last day; null while it goes on.' })
  @Access('ENROLMENT')
  endedOn?: string;

  @Field(() => StopReasonEnum, { nullable: true })
  @Access('ENROLMENT')
  stopReason?: string;
}

@Resolver(() => PkhParticipation)
export class PkhParticipationResolver {
  @FieldResolver(() => Person, { nullable: true })
  @Access('PSEUDONYM')
  person(@Root() component: ComponentRow): { id: string } {
    return { id: component.personId };
  }

  @FieldResolver(() => Enrolment, { nullable: true })
  @Access('ENROLMENT')
  enrolment(
    @Root() component: ComponentRow,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<EnrolmentRow | undefined> {
    return findEnrolment(context, component.enrolmentId, info);
  }
}
