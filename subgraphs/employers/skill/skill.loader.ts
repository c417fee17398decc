import { statement } from '../../../shared/database';
import type { WriteManager } from '../../../shared/database';
import type { SubgraphContext } from '../../../shared/subgraph';
import { isUnitCode } from './skill';
import type { SkillRow } from './skill';

/** The vocabulary by code, read once a fetch: it is public, and small. */
export async function findSkills(context: SubgraphContext): Promise<SkillRow[]> {
  const loader = context.loader<'all', SkillRow[]>('skills', async (keys) => {
    const rows = await context.session.rows<SkillRow>(
      statement('SELECT code, name, english_name AS "englishName", source FROM skill ORDER BY code', []),
    );
    return keys.map(() => rows);
  });
  return loader.load('all');
}

/** The codes that are neither in the vocabulary nor units of the competency standards, each once. */
export async function findUnknownSkills(manager: WriteManager, codes: readonly string[]): Promise<string[]> {
  const asked = [...new Set(codes)].filter((code) => !isUnitCode(code));
  if (asked.length === 0) return [];
  const known: { code: string }[] = await manager.query('SELECT code FROM skill WHERE code = ANY($1)', [asked]);
  return asked.filter((code) => !known.some((skill) => skill.code === code));
}
