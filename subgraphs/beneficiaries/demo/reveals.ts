import type { DemoPart, DemoTools } from '../../../shared/machine';
import { usable } from '../consent/living';
import { publishReveals } from '../emergency/publish';

/** Persons of whom one had an identifier revealed within the last days; estimated. */
const PERSONS_EACH = 40;
const DAYS = 60;

/** Who reveals, what for, and how often beside the others. */
const OFFICERS = [
  ['PENDAMPING', 'VERIFIKASI', 6],
  ['PENDAMPING', 'LAYANAN', 2],
  ['DINSOS', 'VERIFIKASI', 4],
  ['DINSOS', 'PENYALURAN', 3],
  ['SENTRA_OFFICER', 'LAYANAN', 2],
  ['DATA_STEWARD', 'VERIFIKASI', 2],
  ['SUPERVISOR', 'VERIFIKASI', 1],
] as const;

const plant = ({ day }: DemoTools): string => `
  WITH officer AS (SELECT row_number() OVER () - 1 AS turn, role, purpose FROM (VALUES ${OFFICERS.map(
    ([role, purpose, often]) => `('${role}', '${purpose}', ${often})`,
  ).join(', ')}) o (role, purpose, often), generate_series(1, o.often)),
  shown AS (
    SELECT p.id, row_number() OVER (ORDER BY md5('reveal' || p.id)) AS serial FROM person p WHERE ${usable('p')}
    ORDER BY serial LIMIT (SELECT count(*) / ${PERSONS_EACH} FROM person))
  INSERT INTO reveal (id, person_id, account, role, purpose, field, reason, client_key, revealed_at)
  SELECT md5('reveal' || s.id)::uuid, s.id, lower(o.role) || '-' || s.serial % 50, o.role, o.purpose,
    CASE WHEN s.serial % 6 = 0 THEN 'KK' ELSE 'NIK' END, 'Mencocokkan berkas', 'demo reveal ' || s.serial,
    (date '${day}' - (s.serial % ${DAYS})::int + time '10:00') AT TIME ZONE 'Asia/Jakarta'
  FROM shown s JOIN officer o ON o.turn = s.serial % (SELECT count(*) FROM officer)`;

/** Identifiers that officers have had shown to them. */
export const REVEALS_DEMO: DemoPart = {
  name: 'demo-reveals',
  plant: async (connection, tools) => {
    await connection.query(plant(tools));
    await connection.query(publishReveals('SELECT id FROM reveal'));
  },
};
