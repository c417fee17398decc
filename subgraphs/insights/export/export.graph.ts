import { GraphQLDateTime } from 'graphql-scalars';
import { Arg, Ctx, Field, ID, InputType, Int, Mutation, Query, Resolver } from 'type-graphql';
import { CodedError } from '../../../shared/errors';
import { Access, GraphType, enumOf } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import { systemActor } from '../../../shared/viewer';
import { TABLE_READERS } from '../citation/analyst';
import { citationOf } from '../citation/citation';
import { getStoredTable } from '../citation/stored-table';
import { exportTable, findFile, sealLink } from './export';
import { EXPORT_FORMATS, FILE_TYPES, isExportFormat } from './format';
import type { ExportFormat } from './format';

const ExportFormatEnum = enumOf('StatExportFormat', 'What a table is exported as.', EXPORT_FORMATS);

@GraphType('StatExport', 'A file of a protected table.')
export class StatExport {
  @Field(() => String, {
    description: 'Where the file is, from the address of the graph on: good for 15 minutes, for whoever has it.',
  })
  @Access('STATISTICS')
  url!: string;

  @Field(() => Int)
  @Access('STATISTICS')
  bytes!: number;

  @Field(() => String, {
    description: 'SHA-256 of the file, in hexadecimal; the same for ever for a table and a format.',
  })
  @Access('STATISTICS')
  sha256!: string;

  @Field(() => ExportFormatEnum)
  @Access('STATISTICS')
  format!: ExportFormat;

  @Field(() => GraphQLDateTime)
  @Access('STATISTICS')
  expiresAt!: string;

  @Field(() => String, { description: 'How to cite it; it stands in the file too.' })
  @Access('STATISTICS')
  citation!: string;
}

@GraphType(
  'StatExportFile',
  'What stands behind the link of an export: for the gateway, which serves it as a download.',
)
export class StatExportFile {
  @Field(() => String)
  @Access('STATISTICS')
  name!: string;

  @Field(() => String, { description: 'Media type.' })
  @Access('STATISTICS')
  type!: string;

  @Field(() => String, { description: 'Base64.' })
  @Access('STATISTICS')
  content!: string;
}

@InputType({ description: 'A table that was made, as a file.' })
class ExportTableInput {
  @Field(() => String, { description: 'A key of your own for this request: repeating it cannot do anything twice.' })
  clientKey!: string;

  @Field(() => ID, { description: 'The id of a table you have made, or were shown.' })
  tableId!: string;

  @Field(() => ExportFormatEnum)
  format!: ExportFormat;
}

const WRITER = systemActor('exports');

@Resolver()
export class ExportResolver {
  @Mutation(() => StatExport, {
    nullable: true,
    description:
      'Writes a table into a file, as it was published: nothing is counted again. It is written down who takes it.',
  })
  @Access('STRUCTURE', { roles: TABLE_READERS })
  async exportTable(
    @Arg('input', () => ExportTableInput) { clientKey, tableId, format }: ExportTableInput,
    @Ctx() context: SubgraphContext,
  ): Promise<StatExport> {
    const { tools, viewer, session } = context;
    const table = await getStoredTable(context, tableId);
    await session.refresh();
    const exported = await tools.database.write(WRITER, (manager) =>
      exportTable(manager, viewer, { table, format, clientKey }),
    );
    const url = `/exports/${sealLink(tools.cipher, table, format, exported.expiresAt)}`;
    return { ...exported, url, format, citation: citationOf(table) };
  }

  @Query(() => StatExportFile, {
    nullable: true,
    description: 'The file of a link, by its token; used by the download.',
  })
  @Access('STRUCTURE', { roles: ['PUBLIC'] })
  async statExportFile(
    @Arg('token', () => String) token: string,
    @Ctx() { tools }: SubgraphContext,
  ): Promise<StatExportFile> {
    const file = await findFile(tools, token);
    if (!file || !isExportFormat(file.format)) throw new CodedError('NOT_FOUND', { what: 'file' });
    return { name: file.name, type: FILE_TYPES[file.format].type, content: file.content.toString('base64') };
  }
}
