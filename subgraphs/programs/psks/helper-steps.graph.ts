import { Field, ID, InputType } from 'type-graphql';
import { CodedError } from '../../../shared/errors';
import { readText, TODAY } from '../../../shared/machine';
import type { Records } from '../../../shared/machine';
import { OpeningInput, ReasonedStepInput, StepInput, begins, moves, stepsOf } from '../../../shared/subgraph';
import { HELPER_MACHINE } from './helper';
import type { HelperEvent, HelperStatus } from './helper';
import { PsksHelper, PsksTypeEnum } from './helper.graph';
import { findHelper } from './helper.loader';
import type { PsksType } from './psks';
import { readVillage } from './village';

@InputType()
class ProposePsksHelperInput extends OpeningInput {
  @Field(() => PsksTypeEnum)
  type!: PsksType;

  @Field(() => String, { description: 'Up to 100 characters.' })
  name!: string;

  @Field(() => ID, { description: 'Village they work in, in your jurisdiction.' })
  regionCode!: string;
}

export const HELPER_RECORDS: Records<HelperStatus, HelperEvent> = {
  machine: HELPER_MACHINE,
  table: 'psks_helper',
  from: 'psks_helper h',
  alias: 'h',
  fact: (row) => `jsonb_build_object('type', ${row}.type, 'regionCode', ${row}.region_code, 'status', ${row}.status)`,
};

/** What offices do with the register of helpers. */
export const PsksHelperStepsResolver = stepsOf<HelperStatus, HelperEvent>({
  records: HELPER_RECORDS,
  type: 'PsksHelper',
  graphType: () => PsksHelper,
  find: findHelper,
  mutations: {
    PROPOSE: begins('proposePsksHelper', ProposePsksHelperInput, async (manager, status, { input, context }) => {
      const name = readText(input.name, { what: 'name', atLeast: 2, atMost: 100 });
      const village = readVillage(context.viewer, input.regionCode);
      const [written]: { id: string }[] = await manager.query(
        'INSERT INTO psks_helper (type, name_sealed, region_code, status) VALUES ($1, $2, $3, $4) RETURNING id',
        [input.type, context.tools.cipher.seal(name), village, status],
      );
      if (!written) throw new CodedError('NOT_FOUND', { what: 'village' });
      return { id: written.id, evidence: { type: input.type } };
    }),
    CONFIRM: moves('confirmPsksHelper', StepInput, async (manager, { id }) => {
      await manager.query(`UPDATE psks_helper SET active_on = ${TODAY} WHERE id = $1::uuid`, [id]);
      return undefined;
    }),
    END: moves('endPsksHelper', ReasonedStepInput, async (manager, { id }, { input }) => {
      await manager.query(`UPDATE psks_helper SET ended_on = ${TODAY}, end_reason = $2 WHERE id = $1::uuid`, [
        id,
        input.reason,
      ]);
      return undefined;
    }),
  },
});
