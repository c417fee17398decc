import type { WriteManager } from '../../../shared/database';
import type { Asked } from '../../../shared/subgraph';
import { asRule } from '../business/ask';
import { brokenCaseRules, getCaseFacts, requireNoneBroken } from '../business/case-rules';
import { holdFamilies, requireCombination } from '../business/combination';

/**
 * Holds the family of a case against the rules of Prokus as they stand now: it leaves PKH or has left it, for the first time.
 * @throws CodedError RULES_NOT_MET with every broken rule, COMBINATION_FORBIDDEN
 */
export async function requireProkusRules(manager: WriteManager, id: string, asked: Asked<object>): Promise<void> {
  await asRule(manager, asked.context.viewer, async (ask) => {
    const { familyId } = await getCaseFacts(ask, 'PROKUS', id);
    await holdFamilies(ask, [familyId]);
    const facts = await getCaseFacts(ask, 'PROKUS', id);
    const broken = await brokenCaseRules(ask, 'PROKUS', facts);
    requireNoneBroken('Prokus case', [
      ...broken,
      ...(facts.leavesPkh ? [] : ['PKH_GRADUATE (the family is not leaving PKH and has not left it)']),
    ]);
    await requireCombination(ask, 'PROKUS', [familyId]);
  });
}
