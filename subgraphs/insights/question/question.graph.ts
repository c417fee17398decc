import type { GraphQLResolveInfo } from 'graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Info,
  InputType,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { narrowed } from '../../../shared/database';
import { CodedError } from '../../../shared/errors';
import { Access, GraphType, PageArgs, connectionOf, listConnection } from '../../../shared/subgraph';
import type { Connection, SubgraphContext } from '../../../shared/subgraph';
import { systemActor } from '../../../shared/viewer';
import { TABLE_READERS } from '../citation/analyst';
import { StatRequest, StatTable, asStatRequest, asStatTable } from '../citation/stat-table.graph';
import { findRequest, getStoredTable } from '../citation/stored-table';
import { deskOf } from '../table/desk';
import { deleteQuestion, saveQuestion } from './question';
import type { QuestionRow } from './question';
import { QUESTION_LIST, getQuestion } from './question.loader';

@GraphType('SavedQuestion', 'A question that is kept, to be asked of each new snapshot (pertanyaan tersimpan).')
export class SavedQuestion {
  @Field(() => ID, { nullable: true, description: 'What a link to it names; your office can open it.' })
  @Access('ANALYSIS')
  id?: string;

  @Field(() => String, { nullable: true })
  @Access('ANALYSIS')
  name?: string;

  @Field(() => GraphQLDateTime, { nullable: true })
  @Access('ANALYSIS')
  savedAt?: Date;
}

@InputType({ description: 'The question of a table, under a name.' })
class SaveQuestionInput {
  @Field(() => String, { description: 'A key of your own for this request: repeating it cannot do anything twice.' })
  clientKey!: string;

  @Field(() => ID, {
    description: 'A table you have made, or were shown; what it was asked for is kept, without its snapshot.',
  })
  tableId!: string;

  @Field(() => String, { description: 'Up to 200 characters; write no personal data into it.' })
  name!: string;
}

@InputType({ description: 'A question of your own that is kept no longer.' })
class DeleteQuestionInput {
  @Field(() => String, { description: 'A key of your own for this request: repeating it cannot do anything twice.' })
  clientKey!: string;

  @Field(() => ID)
  questionId!: string;
}

const SavedQuestionConnection = connectionOf('SavedQuestion', () => SavedQuestion);
const WRITER = systemActor('questions');

@Resolver(() => SavedQuestion)
export class SavedQuestionResolver {
  @Query(() => SavedQuestionConnection, { nullable: true, description: 'Your own questions, the newest first.' })
  @Access('STRUCTURE', { roles: TABLE_READERS })
  savedQuestions(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<QuestionRow>> {
    const { subject } = context.viewer;
    const own = narrowed(context.scope('SavedQuestion'), (bind) => `q.account = ${bind(subject)}`);
    const request = { ...page, orderBy: [{ field: 'SAVED', direction: 'DESC' }] } as const;
    return listConnection(context, QUESTION_LIST, own, request, info);
  }

  @Query(() => SavedQuestion, {
    nullable: true,
    description: 'The question of a link: of your own, or of an account of the same role, places and programs.',
  })
  @Access('STRUCTURE', { roles: TABLE_READERS })
  savedQuestion(@Arg('id', () => ID) id: string, @Ctx() context: SubgraphContext): Promise<QuestionRow> {
    return getQuestion(context, id);
  }

  @Query(() => StatTable, {
    nullable: true,
    description: 'The table of a question on the newest snapshot. It counts, and is written down, like any table.',
  })
  @Access('STRUCTURE', { roles: TABLE_READERS })
  async runQuestion(@Arg('id', () => ID) id: string, @Ctx() context: SubgraphContext): Promise<StatTable> {
    const question = await getQuestion(context, id);
    const request = findRequest(question.request, context.viewer.role);
    if (!request) throw new CodedError('NOT_FOUND', { what: 'question' });
    return asStatTable(await deskOf(context.tools).ask(context.viewer, request));
  }

  @Mutation(() => SavedQuestion, { nullable: true, description: 'Keeps what a table was asked for.' })
  @Access('STRUCTURE', { roles: TABLE_READERS })
  async saveQuestion(
    @Arg('input', () => SaveQuestionInput) { clientKey, tableId, name }: SaveQuestionInput,
    @Ctx() context: SubgraphContext,
  ): Promise<QuestionRow> {
    const { request } = await getStoredTable(context, tableId);
    await context.session.refresh();
    const id = await context.tools.database.write(WRITER, (manager) =>
      saveQuestion(manager, context.viewer, { clientKey, name, request }),
    );
    return getQuestion(context, id);
  }

  @Mutation(() => ID, { nullable: true, description: 'Takes a question of your own away; answers its id.' })
  @Access('STRUCTURE', { roles: TABLE_READERS })
  deleteQuestion(
    @Arg('input', () => DeleteQuestionInput) input: DeleteQuestionInput,
    @Ctx() { tools, viewer }: SubgraphContext,
  ): Promise<string> {
    return tools.database.write(WRITER, (manager) => deleteQuestion(manager, viewer, { ...input }));
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description: 'Whether you have saved it yourself, and may delete it.',
  })
  @Access('ANALYSIS')
  isOwn(@Root() { account }: QuestionRow, @Ctx() { viewer }: SubgraphContext): boolean {
    return account === viewer.subject;
  }

  @FieldResolver(() => StatRequest, { nullable: true })
  @Access('ANALYSIS')
  request(@Root() { request }: QuestionRow): StatRequest {
    return asStatRequest(request);
  }
}
