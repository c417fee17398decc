import type { VocationalMajor } from '../centre/centre';

/** What somebody can do after a training, in the codes of the demo's vacancies. */
const SKILLS_OF: Readonly<Record<VocationalMajor, readonly [string, string]>> = {
  MENJAHIT: ['JAHIT', 'POLA_BUSANA'],
  TATA_BOGA: ['TATA_BOGA', 'KERJA_TIM'],
  BARISTA: ['BARISTA', 'LAYANAN_PELANGGAN'],
  TATA_RIAS: ['SALON', 'LAYANAN_PELANGGAN'],
  PIJAT: ['PIJAT_REFLEKSI', 'LAYANAN_PELANGGAN'],
  KERAJINAN: ['BATIK', 'KERAJINAN'],
  DESAIN_GRAFIS: ['DESAIN_GRAFIS', 'SABLON'],
  KOMPUTER: ['ENTRI_DATA', 'KOMPUTER_DASAR'],
  PERTANIAN: ['HIDROPONIK', 'PETERNAKAN_UNGGAS'],
  OTOMOTIF: ['OTOMOTIF', 'KERJA_TIM'],
  ELEKTRONIKA: ['LISTRIK', 'KERJA_TIM'],
  MUSIK: ['KERJA_TIM', 'LAYANAN_PELANGGAN'],
};

const IS_READY = `r.days ? 'CALL_READY_FOR_WORK' AND NOT r.days ? 'REOPEN'`;
const forReady = (value: string, otherwise: string) => `CASE WHEN ${IS_READY} THEN ${value} ELSE ${otherwise} END`;
const cases = Object.entries(SKILLS_OF).map(
  ([major, skills]) => `WHEN '${major}' THEN ARRAY[${skills.map((code) => `'${code}'`).join(', ')}]`,
);

/** Skills, their levels, willing to move, wage expected, months of experience, ready since: of who was called ready for work. */
export const DEMO_JOB_PROFILE = [
  forReady(`CASE c.major ${cases.join(' ')} END`, `'{}'::text[]`),
  forReady('ARRAY[2 + c.serial % 3, 1 + c.serial % 3]::smallint[]', `'{}'::smallint[]`),
  forReady('c.serial % 3 = 0', 'false'),
  forReady('CASE WHEN c.serial % 4 > 0 THEN 2000000 + c.serial % 12 * 200000 END', 'NULL'),
  forReady('c.serial * 7 % 40', '0'),
  forReady(`coalesce(r.days ->> 'RESUME_SEARCH', r.days ->> 'CALL_READY_FOR_WORK')::date`, 'NULL'),
].join(',\n    ');
