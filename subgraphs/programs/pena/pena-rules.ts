import type { WriteManager } from '../../../shared/database';
import type { Asked } from '../../../shared/subgraph';
import { asRule } from '../business/ask';
import { brokenCaseRules, getCaseFacts, requireNoneBroken } from '../business/case-rules';
import { holdFamilies, requireCombination } from '../business/combination';

/**
 * Holds the family of a case against the rules of PENA as they stand now: of age, receiving aid, for the first time.
 * @throws CodedError RULES_NOT_MET with every broken rule, COMBINATION_FORBIDDEN
 */
export async function requirePenaRules(manager: WriteManager, id: string, asked: Asked<object>): Promise<void> {
  await asRule(manager, asked.context.viewer, async (ask) => {
    const { familyId } = await getCaseFacts(ask, 'PENA', id);
    await holdFamilies(ask, [familyId]);
    const facts = await getCaseFacts(ask, 'PENA', id);
    const broken = await brokenCaseRules(ask, 'PENA', facts);
    requireNoneBroken('PENA case', [
      ...broken,
      ...(facts.receives ? [] : ['RECIPIENT (the family receives no aid it could leave)']),
    ]);
    await requireCombination(ask, 'PENA', [familyId]);
  });
}
