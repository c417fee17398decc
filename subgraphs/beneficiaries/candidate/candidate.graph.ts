import { GraphQLDate } from 'graphql-scalars';
import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, Directive, Field, FieldResolver, ID, Info, Int, Resolver, Root } from 'type-graphql';
import { AVAILABILITY, EDUCATION_LEVELS } from '../../../shared/access';
import { ROW_FACTS } from '../../../shared/database';
import { Access, GraphType, Key, enumOf, requestedFields } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { ageBandOn, disabilityKind, today } from '../person/person';
import { AgeBand, Disability } from '../person/person.graph';
import { Region } from '../region/region.graph';
import type { RegionRow } from '../region/region';
import { findRegion } from '../region/region.loader';
import { firstNameOf, interviewSupportOf } from './candidate';
import type { CandidateRow } from './candidate';

const EducationLevelEnum = enumOf('EducationLevel', 'Jenjang pendidikan: highest school finished.', EDUCATION_LEVELS);
const AvailabilityEnum = enumOf('Availability', 'When somebody can begin to work.', AVAILABILITY);

/** What says how far a candidate may be shown comes from the employers' side, sealed, with every question. */
const Disclosed = () => Directive('@requires(fields: "disclosure")');

@GraphType('WorkHistory', 'What work somebody has done (riwayat kerja).')
export class WorkHistory {
  @Field(() => Int, { nullable: true, description: 'Status pekerjaan, codes 1-7 of the DTSEN questionnaire.' })
  @Access('WORK_HISTORY')
  workStatus?: number;

  @Field(() => String, { nullable: true, description: 'Lapangan usaha, KBLI section letter.' })
  @Access('WORK_HISTORY')
  businessSector?: string;
}

@Key('ref')
@GraphType('Candidate', 'Somebody who looks for work, as far as one employer may see them at this moment.')
export class Candidate {
  @Field(() => ID, { description: 'A pseudonym, another one for each employer.' })
  @Access('PSEUDONYM')
  ref!: string;

  @Field(() => String, { nullable: true })
  @Directive('@external')
  disclosure?: string;

  @Field(() => String, { nullable: true, description: 'Nama. From the acceptance by the employer on.' })
  @Disclosed()
  @Access('NAME')
  fullName?: string;

  @Field(() => GraphQLDate, { nullable: true, description: 'Tanggal lahir. While at work for the employer.' })
  @Disclosed()
  @Access('BIRTH_DATE')
  birthDate?: string;

  @Field(() => String, { nullable: true, description: 'From the acceptance by the employer on.' })
  @Disclosed()
  @Access('PHONE')
  phone?: string;

  @Field(() => String, { nullable: true, description: 'While at work for the employer.' })
  @Disclosed()
  @Access('CONTACT')
  address?: string;
}

@Resolver(() => Candidate)
export class CandidateResolver {
  @FieldResolver(() => AgeBand, { nullable: true })
  @Disclosed()
  @Access('BIRTH_DATE', { band: true })
  ageBand(@Root() { card, bornAtWork }: CandidateRow): string | undefined {
    return card?.ageBand ?? (bornAtWork === null ? undefined : ageBandOn(bornAtWork, today()));
  }

  @FieldResolver(() => Region, { nullable: true, description: 'Regency of domicile; null where too few share it.' })
  @Disclosed()
  @Access('CONTACT', { band: true })
  regency(
    @Root() { card }: CandidateRow,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<RegionRow | undefined> | undefined {
    return card?.regencyCode ? findRegion(context, card.regencyCode, requestedFields(info)) : undefined;
  }

  @FieldResolver(() => Region, { nullable: true, description: 'Province of domicile; null where too few share it.' })
  @Disclosed()
  @Access('CONTACT', { band: true })
  province(
    @Root() { card }: CandidateRow,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<RegionRow | undefined> | undefined {
    return card?.provinceCode ? findRegion(context, card.provinceCode, requestedFields(info)) : undefined;
  }

  @FieldResolver(() => [String], { nullable: true, description: 'Codes of skills.' })
  @Disclosed()
  @Access('SKILL')
  skills(@Root() { card }: CandidateRow): readonly string[] | undefined {
    return card?.skills;
  }

  @FieldResolver(() => [String], { nullable: true, description: 'Units of competence somebody is certified in.' })
  @Disclosed()
  @Access('SKILL')
  certificates(@Root() { card }: CandidateRow): readonly string[] | undefined {
    return card?.certificates;
  }

  @FieldResolver(() => EducationLevelEnum, { nullable: true })
  @Disclosed()
  @Access('SKILL')
  education(@Root() { card }: CandidateRow): string | null | undefined {
    return card?.education;
  }

  @FieldResolver(() => AvailabilityEnum, { nullable: true })
  @Disclosed()
  @Access('SKILL')
  availability(@Root() { card }: CandidateRow): string | undefined {
    return card?.availability;
  }

  @FieldResolver(() => [String], {
    nullable: true,
    description:
      'Adjustments the work place has to make, in the words vacancies offer them; null where too few share them.',
  })
  @Disclosed()
  @Access('ACCOMMODATION')
  accommodations(@Root() { card }: CandidateRow): readonly string[] | null | undefined {
    return card?.accommodations;
  }

  @FieldResolver(() => String, { nullable: true, description: 'From the referral on.' })
  @Disclosed()
  @Access('NAME', { band: true })
  firstName(@Root() { fullName }: CandidateRow): string | null {
    return fullName && firstNameOf(fullName);
  }

  @FieldResolver(() => WorkHistory, { nullable: true, description: 'From the referral on.' })
  @Disclosed()
  @Access('WORK_HISTORY')
  workHistory(@Root() row: CandidateRow & { readonly [ROW_FACTS]?: unknown }): object {
    const { personId, consentId, disabilityConsentId, workStatus, businessSector } = row;
    return { personId, consentId, disabilityConsentId, workStatus, businessSector, [ROW_FACTS]: row[ROW_FACTS] };
  }

  @FieldResolver(() => [String], {
    nullable: true,
    description: 'Which of the adjustments an interview takes too. From the acceptance by the employer on.',
  })
  @Disclosed()
  @Access('PHONE')
  interviewSupport(@Root() { card }: CandidateRow): readonly string[] | null {
    return card && interviewSupportOf(card);
  }

  @FieldResolver(() => String, { nullable: true, description: 'NIK, for payroll. While at work for the employer.' })
  @Disclosed()
  @Access('IDENTIFIER')
  nik(@Root() { nikSealed }: CandidateRow, @Ctx() context: SubgraphContext): string | undefined {
    return opened(context, nikSealed);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Rekening: bank account for the wage. While at work for the employer.',
  })
  @Disclosed()
  @Access('ACCOUNT')
  payrollAccount(@Root() { accountSealed }: CandidateRow, @Ctx() context: SubgraphContext): string | undefined {
    return opened(context, accountSealed);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Number at BPJS Ketenagakerjaan. While at work for the employer.',
  })
  @Disclosed()
  @Access('ACCOUNT')
  bpjsNumber(@Root() { bpjsSealed }: CandidateRow, @Ctx() context: SubgraphContext): string | undefined {
    return opened(context, bpjsSealed);
  }

  @FieldResolver(() => Disability, {
    nullable: true,
    description: 'Ragam disabilitas: only where the person chose to show it to this employer, from the referral on.',
  })
  @Disclosed()
  @Access('DISABILITY')
  disability(@Root() { disabilities }: CandidateRow): string | undefined {
    return disabilities ? disabilityKind(disabilities) : undefined;
  }
}

function opened({ tools }: SubgraphContext, sealed: string | null): string | undefined {
  return sealed === null ? undefined : tools.cipher.open(sealed);
}
