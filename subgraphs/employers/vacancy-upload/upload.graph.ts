import { Arg, Ctx, Field, InputType, Int, Mutation, Resolver } from 'type-graphql';
import type { Reject } from '../../../shared/intake';
import { Access, GraphType, enumOf } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { UPLOAD_MODES, uploadVacancies } from './upload';
import type { UploadMode, UploadReport } from './upload';

const UploadModeEnum = enumOf('UploadMode', 'What to do with a file.', UPLOAD_MODES);

@InputType({ description: 'A file of vacancies, see docs/registry-files.md.' })
export class UploadVacanciesInput {
  @Field(() => String, { description: 'A key of your own for this request: repeating it cannot do anything twice.' })
  clientKey!: string;

  @Field(() => String, { description: 'The text of the CSV file, with its header; 2,000 rows at most.' })
  csv!: string;

  @Field(() => UploadModeEnum)
  mode!: UploadMode;
}

@GraphType('VacancyReject', 'A rule a row of a file broke.')
export class VacancyReject {
  @Field(() => Int, { nullable: true, description: 'Row of the file; the header is row 1.' })
  @Access('VACANCY_DRAFT')
  row?: number;

  @Field(() => String, { nullable: true, description: 'Kode lowongan of the row; null for what cannot be one.' })
  @Access('VACANCY_DRAFT')
  code?: string | null;

  @Field(() => String, { nullable: true })
  @Access('VACANCY_DRAFT')
  column?: string;

  @Field(() => String, { nullable: true })
  @Access('VACANCY_DRAFT')
  rule?: string;

  @Field(() => String, { nullable: true, description: 'The rule in words.' })
  @Access('VACANCY_DRAFT')
  reason?: string;
}

@GraphType('VacancyUpload', 'What became of a file of vacancies; counts are rows.')
export class VacancyUpload {
  @Field(() => UploadModeEnum, { nullable: true })
  @Access('VACANCY_DRAFT')
  mode?: string;

  @Field(() => Int, { nullable: true })
  @Access('VACANCY_DRAFT')
  read?: number;

  @Field(() => Int, { nullable: true, description: 'Rows that break no rule.' })
  @Access('VACANCY_DRAFT')
  accepted?: number;

  @Field(() => Int, { nullable: true, description: 'Drafts that are new or say something else: written, or to be.' })
  @Access('VACANCY_DRAFT')
  changed?: number;

  @Field(() => [VacancyReject], { nullable: true, description: 'Every broken rule of every rejected row, by row.' })
  @Access('VACANCY_DRAFT')
  rejected?: VacancyReject[];

  @Field(() => String, { nullable: true, description: 'The same as a CSV.' })
  @Access('VACANCY_DRAFT')
  rejectsCsv?: string;
}

@Resolver()
export class VacancyUploadResolver {
  @Mutation(() => VacancyUpload, {
    nullable: true,
    description:
      'Takes a file of vacancies of your organisation. Rows that break no rule become drafts, all at once; the others come back ' +
      'with the rules they break. The same file again changes nothing.',
  })
  @Access('STRUCTURE', { roles: ['PARTNER_RECRUITER', 'PARTNER_ADMIN'] })
  async uploadVacancies(
    @Arg('input', () => UploadVacanciesInput) input: UploadVacanciesInput,
    @Ctx() context: SubgraphContext,
  ): Promise<object> {
    const report: UploadReport = await uploadVacancies(context, input);
    return { ...report, rejected: report.rejected.map(published) };
  }
}

function published({ row, identifier, field, rule, reason }: Reject): VacancyReject {
  return { row, code: identifier === '' ? null : identifier, column: field, rule, reason };
}
