import { GraphQLDate } from 'graphql-scalars';
import { Field, ID, InputType, Int } from 'type-graphql';
import { CodedError } from '../../../shared/errors';
import { readText, TODAY } from '../../../shared/machine';
import type { Records } from '../../../shared/machine';
import { OpeningInput, ReasonedStepInput, StepInput, begins, moves, stepsOf } from '../../../shared/subgraph';
import { today } from '../pkh/period';
import { LKS_MACHINE } from './lks';
import type { Accreditation, LksEvent, LksStatus } from './lks';
import { AccreditationEnum, Lks, findLks } from './lks.graph';
import { readVillage } from './village';

@InputType()
class ApplyLksInput extends OpeningInput {
  @Field(() => String, { description: 'Up to 200 characters.' })
  name!: string;

  @Field(() => ID, { description: 'Village of its seat, in your jurisdiction.' })
  regionCode!: string;

  @Field(() => Boolean, { description: 'Berbadan hukum.' })
  isLegalEntity!: boolean;
}

@InputType()
class AssessLksInput extends StepInput {
  @Field(() => Int, { description: '0 to 100.' })
  score!: number;
}

@InputType()
class AccreditLksInput extends StepInput {
  @Field(() => AccreditationEnum, { description: 'A, B or C.' })
  accreditation!: Accreditation;

  @Field(() => GraphQLDate, { description: 'Last day, after today.' })
  until!: string;
}

export const LKS_RECORDS: Records<LksStatus, LksEvent> = {
  machine: LKS_MACHINE,
  table: 'lks',
  from: 'lks l',
  alias: 'l',
  fact: (row) => `jsonb_build_object('name', ${row}.name, 'regionCode', ${row}.region_code, 'status', ${row}.status,
    'accreditation', ${row}.accreditation, 'accreditedUntil', ${row}.accredited_until)`,
};

/** Accreditation of institutions: the office enters and assesses, the ministry decides. */
export const LksStepsResolver = stepsOf<LksStatus, LksEvent>({
  records: LKS_RECORDS,
  type: 'Lks',
  graphType: () => Lks,
  find: findLks,
  mutations: {
    APPLY: begins('applyLks', ApplyLksInput, async (manager, status, { input, context }) => {
      const name = readText(input.name, { what: 'name', atLeast: 2, atMost: 200 });
      const [written]: { id: string }[] = await manager.query(
        'INSERT INTO lks (name, region_code, is_legal_entity, status) VALUES ($1, $2, $3, $4) RETURNING id',
        [name, readVillage(context.viewer, input.regionCode), input.isLegalEntity, status],
      );
      if (!written) throw new Error('an institution was not written');
      return { id: written.id };
    }),
    ASSESS: moves('assessLks', AssessLksInput, async (manager, { id }, { input: { score } }) => {
      if (score < 0 || score > 100) throw new CodedError('BAD_USER_INPUT', { reason: 'score is 0 to 100' });
      await manager.query('UPDATE lks SET score = $2 WHERE id = $1::uuid', [id, score]);
      return { score };
    }),
    RETURN: moves('returnLks', ReasonedStepInput),
    ACCREDIT: moves('accreditLks', AccreditLksInput, async (manager, { id }, { input }) => {
      const until = dayOf(input.until);
      if (input.accreditation === 'NONE') throw new CodedError('BAD_USER_INPUT', { reason: 'the grade is A, B or C' });
      if (until <= today()) throw new CodedError('BAD_USER_INPUT', { reason: 'the last day is after today' });
      await manager.query(
        `UPDATE lks SET accreditation = $2, accredited_on = ${TODAY}, accredited_until = $3::date WHERE id = $1::uuid`,
        [id, input.accreditation, until],
      );
      return { accreditation: input.accreditation, until };
    }),
    EXPIRE: moves('expireLks', StepInput, async (manager, { id }) => {
      const over: unknown[] = await manager.query(
        `SELECT FROM lks WHERE id = $1::uuid AND accredited_until < ${TODAY}`,
        [id],
      );
      if (over.length === 0) throw new CodedError('BAD_USER_INPUT', { reason: 'the last day is not over' });
      await manager.query(`UPDATE lks SET accreditation = 'NONE' WHERE id = $1::uuid`, [id]);
      return undefined;
    }),
    REVOKE: moves('revokeLks', ReasonedStepInput, async (manager, { id }) => {
      await manager.query(
        `UPDATE lks SET accreditation = 'NONE', accredited_until = greatest(accredited_on, ${TODAY}) WHERE id = $1::uuid`,
        [id],
      );
      return undefined;
    }),
    REAPPLY: moves('reapplyLks', StepInput),
  },
});

/** A day as it is written, however the scalar gave it. */
function dayOf(day: string | Date): string {
  return day instanceof Date ? day.toISOString().slice(0, 10) : day;
}
