import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, Field, FieldResolver, ID, Info, Resolver, Root } from 'type-graphql';
import { Access, GraphType, Key } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { PkhParticipation } from '../component/component.graph';
import type { ComponentRow } from '../component/component';
import { findComponentsOfPerson } from '../component/component.loader';
import { Enrolment } from '../enrolment/enrolment.graph';
import type { EnrolmentRow } from '../enrolment/enrolment';
import { findEnrolmentsOfPerson } from '../enrolment/enrolment.loader';

/** What this subgraph adds to a person. Descriptions are those of the owner: composition wants them alike. */
@Key('id')
@GraphType('Person', 'A person of the registry (individu).')
export class Person {
  @Field(() => ID, { description: 'Public id; the only key of a person that leaves the registry.' })
  @Access('PSEUDONYM')
  id!: string;
}

@Resolver(() => Person)
export class PersonResolver {
  @FieldResolver(() => [Enrolment], {
    nullable: true,
    description: 'Programs the family of the person takes or took part in: aid is given to families.',
  })
  @Access('ENROLMENT')
  enrolments(
    @Root() person: { id: string },
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<EnrolmentRow[]> {
    return findEnrolmentsOfPerson(context, person.id, info);
  }

  @FieldResolver(() => [PkhParticipation], {
    nullable: true,
    description: 'PKH components the person carries or carried, as far as you may see them.',
  })
  @Access('ENROLMENT')
  pkhComponents(
    @Root() person: { id: string },
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ComponentRow[]> {
    return findComponentsOfPerson(context, person.id, info);
  }
}
