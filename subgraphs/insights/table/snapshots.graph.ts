import { Ctx, Query, Resolver } from 'type-graphql';
import { Access } from '../../../shared/subgraph';
import type { SubgraphContext } from '../../../shared/subgraph';
import type { SnapshotVersion } from '../snapshot/store';
import { deskOf } from './desk';
import { StatSnapshot } from './stat.graph';

@Resolver()
export class SnapshotsResolver {
  @Query(() => [StatSnapshot], {
    nullable: true,
    description:
      'The snapshots that are kept, newest first: tables name one by `snapshot`, so that a month can be held against the same month a year ago.',
  })
  @Access('ANALYSIS')
  async statSnapshots(@Ctx() { tools }: SubgraphContext): Promise<readonly SnapshotVersion[]> {
    return deskOf(tools).store.versions();
  }
}
