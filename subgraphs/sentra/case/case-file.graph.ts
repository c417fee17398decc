import { GraphQLDate, GraphQLSafeInt } from 'graphql-scalars';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Field, ID, Info, InputType, Int, Mutation, Resolver } from 'type-graphql';
import type { WriteManager } from '../../../shared/database';
import { Access } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { readPastDay } from '../../../shared/machine';
import { readJobProfile } from '../job-profile/job-profile';
import type { JobProfileInput } from '../job-profile/job-profile';
import { JobSkillInput } from '../job-profile/job-profile.graph';
import { writeJobProfile } from '../job-profile/job-profile.loader';
import { NoteKindEnum } from '../note/note.graph';
import type { NoteKind } from '../note/note';
import { writeNote } from '../note/note.loader';
import { ProtectedPpksTypeEnum } from '../protection/protection.graph';
import { protect } from '../protection/protection.loader';
import { readText } from '../text';
import { recordSession } from '../training/training.loader';
import type { CaseRow } from './case';
import { ServiceCase } from './case-type.graph';
import { publishCase, writeIntoFile } from './case-file';
import { findCase } from './case.loader';
import { identify } from './intake';
import type { ProtectedPpksType } from './vocabulary';

@InputType({ description: 'Something written into the file of a case.' })
class CaseFileInput {
  @Field(() => ID)
  caseId!: string;

  @Field(() => String, { description: 'A key of your own for this request: repeating it cannot do anything twice.' })
  clientKey!: string;
}

@InputType({ description: 'A training session, as it was for the person.' })
class SessionInput extends CaseFileInput {
  @Field(() => GraphQLDate)
  heldOn!: Date;

  @Field(() => String, { description: 'Up to 120 characters.' })
  topic!: string;

  @Field(() => Boolean, { description: 'Hadir.' })
  attended!: boolean;
}

@InputType({ description: 'A note.' })
class CaseNoteInput extends CaseFileInput {
  @Field(() => NoteKindEnum)
  kind!: NoteKind;

  @Field(() => String, { description: 'Up to 2,000 characters; write no NIK into it.' })
  text!: string;
}

@InputType({ description: 'What the person may read of the case.' })
class SummaryInput extends CaseFileInput {
  @Field(() => String, { description: 'Up to 2,000 characters, in plain words.' })
  text!: string;
}

@InputType({ description: 'Who somebody is that was taken in without a record.' })
class IdentifyInput extends CaseFileInput {
  @Field(() => ID)
  personId!: string;
}

@InputType({ description: 'What somebody who is ready for work can do and looks for, in place of what was known.' })
class UpdateJobProfileInput extends CaseFileInput implements JobProfileInput {
  @Field(() => Int, { description: 'The version of the case you looked at.' })
  version!: number;

  @Field(() => [JobSkillInput], { description: 'Keterampilan.' })
  skills!: JobSkillInput[];

  @Field(() => Boolean, { description: 'Bersedia pindah.' })
  willingToMove!: boolean;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Upah yang diharapkan, whole rupiah a month.' })
  wageExpected?: number;

  @Field(() => Int, { description: 'Pengalaman kerja.' })
  experienceMonths!: number;

  @Field(() => GraphQLDate, { nullable: true, description: 'First day of work possible; at once if left out.' })
  availableFrom?: Date;
}

@InputType({ description: 'What is protected about a case, and who is on its team; you are in any case.' })
class ProtectionInput extends CaseFileInput {
  @Field(() => [ProtectedPpksTypeEnum])
  types!: ProtectedPpksType[];

  @Field(() => [String], { description: 'Accounts of officers of the centre.' })
  team!: string[];
}

const OFFICER = { roles: ['SENTRA_OFFICER'] } as const;

/** What an officer writes into the file of a case between its steps. */
@Resolver()
export class CaseFileMutations {
  @Mutation(() => ServiceCase, { nullable: true, description: 'Records a training session; attendance counts these.' })
  @Access('STRUCTURE', OFFICER)
  async recordTrainingSession(
    @Arg('input', () => SessionInput) input: SessionInput,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CaseRow | undefined> {
    const heldOn = readPastDay('the session', input.heldOn);
    const { caseId, topic, attended } = input;
    const by = { caseId, account: context.viewer.subject };
    await writeIntoFile(context, { ...input }, (manager) => recordSession(manager, by, { heldOn, topic, attended }), [
      'IN_SERVICE',
    ]);
    return findCase(context, caseId, info);
  }

  @Mutation(() => ServiceCase, { nullable: true, description: 'Adds a note; it is never changed.' })
  @Access('STRUCTURE', OFFICER)
  async writeCaseNote(
    @Arg('input', () => CaseNoteInput) input: CaseNoteInput,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CaseRow | undefined> {
    const { caseId } = input;
    const by = { caseId, author: context.viewer.subject };
    await writeIntoFile(context, { ...input }, (manager) => writeNote(manager, by, input));
    return findCase(context, caseId, info);
  }

  @Mutation(() => ServiceCase, { nullable: true, description: 'Says in plain words what the person may read.' })
  @Access('STRUCTURE', OFFICER)
  async summariseCase(
    @Arg('input', () => SummaryInput) input: SummaryInput,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CaseRow | undefined> {
    const { caseId } = input;
    const text = readText('summary', input.text);
    await writeIntoFile(context, { ...input }, async (manager) => {
      await manager.query('UPDATE service_case SET summary = $2, version = version + 1 WHERE id = $1::uuid', [
        caseId,
        text,
      ]);
    });
    return findCase(context, caseId, info);
  }

  @Mutation(() => ServiceCase, {
    nullable: true,
    description: 'Says who it is that was taken in without a record, once the registry has one.',
  })
  @Access('STRUCTURE', OFFICER)
  async identifyServed(
    @Arg('input', () => IdentifyInput) input: IdentifyInput,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CaseRow | undefined> {
    const { caseId, personId } = input;
    await writeIntoFile(context, { ...input }, async (manager) => {
      await identify(manager, context.viewer, { id: caseId, personId });
      await publishCase(manager, caseId);
    });
    return findCase(context, caseId, info);
  }

  @Mutation(() => ServiceCase, {
    nullable: true,
    description: 'Takes down anew what somebody who is ready for work can do and looks for.',
  })
  @Access('STRUCTURE', OFFICER)
  async updateJobProfile(
    @Arg('input', () => UpdateJobProfileInput) input: UpdateJobProfileInput,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CaseRow | undefined> {
    const { caseId } = input;
    const write = async (manager: WriteManager) => {
      await writeJobProfile(manager, caseId, readJobProfile(input));
      await manager.query('UPDATE service_case SET version = version + 1 WHERE id = $1::uuid', [caseId]);
      await publishCase(manager, caseId);
    };
    await writeIntoFile(context, { ...input }, write, ['READY_FOR_WORK']);
    return findCase(context, caseId, info);
  }

  @Mutation(() => ServiceCase, {
    nullable: true,
    description: 'Puts a case under the protection of a named team, or changes what is protected and by whom.',
  })
  @Access('STRUCTURE', OFFICER)
  async protectCase(
    @Arg('input', () => ProtectionInput) input: ProtectionInput,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CaseRow | undefined> {
    await writeIntoFile(context, { ...input }, (manager) => protect(manager, context.viewer, input));
    return findCase(context, input.caseId, info);
  }
}
