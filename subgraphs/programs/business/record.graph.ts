import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { allowedEvents } from '../../../shared/machine';
import type { Machine } from '../../../shared/machine';
import { Access, findHistoryOf } from '../../../shared/subgraph';
import type { HistoryRow, MachineWords, SubgraphContext } from '../../../shared/subgraph';

/** A record of a business program, as far as its machine goes. */
interface BusinessRecord {
  readonly id: string;
  /** Whose record it is, for the read ledger. */
  readonly familyId: string;
  readonly status: string;
  readonly version: number;
}

/** What every record with a machine tells beside its own fields: version, what is possible now, what happened. */
export function recordFields<State extends string, Event extends string>(
  type: () => new () => object,
  machine: Machine<State, Event>,
  words: MachineWords,
): new () => object {
  @Resolver(type)
  class RecordFields {
    @FieldResolver(() => Int, {
      nullable: true,
      description: 'Goes up with every step; a step names the one it looked at.',
    })
    @Access('ENROLMENT')
    version(@Root() record: BusinessRecord): number {
      return record.version;
    }

    @FieldResolver(() => [words.Event], { nullable: true, description: 'What your role may let happen now.' })
    @Access('ENROLMENT')
    allowedEvents(@Root() record: BusinessRecord, @Ctx() { viewer }: SubgraphContext): string[] {
      return allowedEvents<string, string>(machine, record.status, viewer.role);
    }

    @FieldResolver(() => [words.History], { nullable: true, description: 'What happened to it, oldest first.' })
    @Access('ENROLMENT')
    history(@Root() { id, familyId }: BusinessRecord, @Ctx() context: SubgraphContext): Promise<HistoryRow[]> {
      return findHistoryOf(context, machine, id, { familyId });
    }
  }
  return RecordFields;
}
