import { GraphQLDateTime } from 'graphql-scalars';
import { Field } from 'type-graphql';
import type { FieldGroup } from '../access';
import { Parameters, statement } from '../database';
import type { AnyMachine, Machine } from '../machine';
import { Access } from './access-directive';
import type { SubgraphContext } from './context';
import { enumOf } from './enum';
import { GraphType } from './graph-type';

/** Something that happened to a record, as `transition_event` keeps it; the account that did it is not published. */
export interface HistoryRow {
  readonly event: string;
  readonly from: string | null;
  readonly to: string;
  /** null for who is told what happened and not who did it. */
  readonly byRole: string | null;
  readonly reason: string | null;
  readonly note: string | null;
  readonly at: Date;
}

/** What a machine adds to the graph beside its mutations. */
export interface MachineWords {
  readonly Status: Readonly<Record<string, string>>;
  readonly Event: Readonly<Record<string, string>>;
  /** One entry of a record's history. */
  readonly History: new () => object;
}

/**
 * Registers the words of a machine: enums `<Type>Status` and `<Type>EventName`, and the type `<Type>Event`, one entry of a
 * history.
 * @param group of the record's own fields, which its history tells again
 * @param besides what else can stand in a history without being a step: what files say
 */
export function machineWords<State extends string, Event extends string>(
  machine: Machine<State, Event>,
  type: string,
  group: FieldGroup,
  besides: Readonly<Record<string, string>> = {},
): MachineWords {
  const Status = enumOf(`${type}Status`, `State of a ${machine.what}.`, machine.states);
  const Event = enumOf(`${type}EventName`, `What can happen to a ${machine.what}.`, { ...machine.events, ...besides });

  @GraphType(`${type}Event`, `Something that happened to a ${machine.what}.`)
  class History {
    @Field(() => Event, { nullable: true })
    @Access(group)
    event?: string;

    @Field(() => Status, { nullable: true })
    @Access(group)
    from?: string | null;

    @Field(() => Status, { nullable: true })
    @Access(group)
    to?: string;

    @Field(() => String, { nullable: true, description: 'Role of whoever caused it; SYSTEM for a rule.' })
    @Access(group)
    byRole?: string;

    @Field(() => String, { nullable: true })
    @Access(group)
    reason?: string | null;

    @Field(() => String, { nullable: true })
    @Access(group)
    note?: string | null;

    @Field(() => GraphQLDateTime, { nullable: true })
    @Access(group)
    at?: Date;
  }
  return { Status, Event, History };
}

/**
 * What happened to a record the viewer sees, oldest first; one statement for all records of the fetch. The type of its entries
 * takes the row scope and the subject rule of the record's own.
 * @param about what the subject rule looks at: an entry is about whom the record is about
 */
export async function findHistoryOf<About extends object>(
  context: SubgraphContext,
  { name }: Pick<AnyMachine, 'name'>,
  id: string,
  about: About,
): Promise<(HistoryRow & About)[]> {
  const loader = context.loader<string, HistoryRow[]>(`history of ${name}`, async (ids) => {
    const { bind, values } = new Parameters();
    const rows = await context.session.rows<HistoryRow & { readonly id: string }>(
      statement(
        `SELECT entity_id AS id, event, from_status AS "from", to_status AS "to", actor_role AS "byRole", reason, note, at
         FROM transition_event WHERE machine = ${bind(name)} AND entity_id = ANY(${bind(ids)}::uuid[])
         ORDER BY transition_event.id`,
        values,
      ),
    );
    const byId = new Map<string, HistoryRow[]>(ids.map((each) => [each, []]));
    for (const row of rows) byId.get(row.id)?.push(row);
    return ids.map((each) => byId.get(each) ?? []);
  });
  return (await loader.load(id)).map((row) => ({ ...row, ...about }));
}
