import { REGISTRY_SNAPSHOT, upsert } from '../../../shared/intake';
import type { Layout } from '../../../shared/intake';
import { ASSET_COLUMNS, HOUSING_COLUMNS, HOUSING_HIGHEST } from '../family/family';
import { brokenKkRule } from '../person/nik';
import { QUALITY_STEPS, noteTouched } from '../quality/checks';
import { forgetErased } from './erased';
import { keepCorrections } from './corrected';
import { publishConsents } from '../consent/publish';
import { TOLD, publishFamilies, publishPersons } from './publish';
import { ROW_RULES } from './rules';

/** The file's housing columns with the highest code of the questionnaire, in the order of HOUSING_COLUMNS. */
const HOUSING = {
  keluargaDalamRumah: HOUSING_HIGHEST.familiesInHouse,
  statusKepemilikanRumah: HOUSING_HIGHEST.houseOwnership,
  jenisLantai: HOUSING_HIGHEST.floorMaterial,
  jenisDinding: HOUSING_HIGHEST.wallMaterial,
  jenisAtap: HOUSING_HIGHEST.roofMaterial,
  sumberAirMinum: HOUSING_HIGHEST.waterSource,
  sumberPenerangan: HOUSING_HIGHEST.lightingSource,
  dayaTerpasang: HOUSING_HIGHEST.electricPower,
  bahanBakarMemasak: HOUSING_HIGHEST.cookingFuel,
  fasilitasBab: HOUSING_HIGHEST.toiletFacility,
  kloset: HOUSING_HIGHEST.toiletType,
  pembuanganTinja: HOUSING_HIGHEST.sewageDisposal,
} as const;

/** The file's asset columns, in the order of ASSET_COLUMNS; land is in hectares with decimals, the rest are counts. */
const ASSETS = [
  'asetTabungGas',
  'asetKulkas',
  'asetAc',
  'asetPemanasAir',
  'asetTelepon',
  'asetTv',
  'asetEmasGram',
  'asetLaptop',
  'asetSepeda',
  'asetMotor',
  'asetMobil',
  'asetPerahu',
  'asetSmartphone',
  'asetLahanHa',
  'asetRumahLain',
  'ternakSapi',
  'ternakKerbau',
  'ternakKuda',
  'ternakKambing',
] as const;
const LAND = 'asetLahanHa';
const MOST_OF_AN_ASSET = 10_000;

const HOUSING_FIELDS = Object.keys(HOUSING) as (keyof typeof HOUSING)[];
const COLUMNS = [
  'snapshot',
  'idKeluarga',
  'noKk',
  'idKepalaKeluarga',
  'kodeWilayah',
  'alamat',
  'lintang',
  'bujur',
  ...HOUSING_FIELDS,
  ...ASSETS,
  'desil',
  'kpmFlags',
  'dimutakhirkanPada',
] as const;

const housingColumns = Object.values(HOUSING_COLUMNS);
const assetColumns = Object.values(ASSET_COLUMNS);

/** families.csv: one row a family. Places must have been loaded before. */
export const familiesLayout: Layout<(typeof COLUMNS)[number]> = {
  name: 'families',
  subgraph: 'beneficiaries',
  columns: COLUMNS,
  snapshot: REGISTRY_SNAPSHOT,
  key: { kind: 'family', columns: ['idKeluarga'] },
  identifier: 'noKk',
  rules: ROW_RULES,
  staging: [
    { name: 'source_id', type: 'text', from: 'idKeluarga' },
    { name: 'kk_sealed', type: 'text', from: 'noKk', sealed: true },
    { name: 'kk_index', type: 'text' },
    { name: 'head_id', type: 'uuid' },
    { name: 'region_code', type: 'text COLLATE "C"', from: 'kodeWilayah' },
    { name: 'address', type: 'text', from: 'alamat' },
    { name: 'latitude', type: 'numeric(9, 6)', from: 'lintang' },
    { name: 'longitude', type: 'numeric(9, 6)', from: 'bujur' },
    ...housingColumns.map((name, at) => ({ name, type: 'smallint', from: HOUSING_FIELDS[at] })),
    ...assetColumns.map((name, at) => ({
      name,
      type: ASSETS[at] === LAND ? 'numeric(8, 2)' : 'smallint',
      from: ASSETS[at],
    })),
    { name: 'desil', type: 'smallint' },
    { name: 'kpm_flags', type: 'text[]', from: 'kpmFlags' },
    { name: 'confirmed_on', type: 'date', from: 'dimutakhirkanPada' },
  ],
  read: (row) => {
    const kk = row.text('noKk');
    const broken = brokenKkRule(kk);
    if (broken) row.reject(broken, 'noKk');
    return [
      row.required('idKeluarga'),
      broken ? null : row.seal(kk),
      row.index('kk', kk),
      row.reference('person', 'idKepalaKeluarga'),
      row.required('kodeWilayah'),
      row.optional('alamat'),
      row.decimal('lintang', -15, 10),
      row.decimal('bujur', 90, 145),
      ...HOUSING_FIELDS.map((column) => row.integer(column, 0, HOUSING[column])),
      ...ASSETS.map((column) =>
        column === LAND ? row.decimal(column, 0, MOST_OF_AN_ASSET) : row.integer(column, 0, MOST_OF_AN_ASSET),
      ),
      row.needed('desil', row.integer('desil', 1, 10)),
      row.list('kpmFlags', ['PKH', 'SEMBAKO', 'PBI_JK']),
      row.needed('dimutakhirkanPada', row.date('dimutakhirkanPada')),
    ];
  },
  gates: [
    {
      rule: 'R1',
      field: 'kodeWilayah',
      where: `NOT EXISTS (SELECT 1 FROM region r WHERE r.code = s.region_code AND r.level = 'VILLAGE' AND r.valid_to IS NULL)`,
    },
  ],
  land: [
    forgetErased('family'),
    keepCorrections('family'),
    ...upsert({
      table: 'family',
      columns: [
        'source_id',
        'kk_sealed',
        'kk_index',
        'head_id',
        'region_code',
        'address',
        'latitude',
        'longitude',
        ...housingColumns,
        ...assetColumns,
        'desil',
        'kpm_flags',
        'confirmed_on',
      ],
      computed: { desil_snapshot: '(SELECT snapshot FROM intake_run)' },
      uncompared: ['kk_sealed'],
      versioned: true,
    }),
    {
      name: 'keep the desil of the snapshot',
      sql: `INSERT INTO desil_history AS h (family_id, snapshot, desil)
        SELECT s.id, run.snapshot, s.desil FROM intake_stage s CROSS JOIN intake_run run WHERE s.rejected IS NULL
        ON CONFLICT (family_id, snapshot) DO UPDATE SET desil = excluded.desil WHERE h.desil <> excluded.desil`,
    },
  ],
  after: [
    noteTouched,
    {
      name: 'move members with their family',
      sql: `WITH moved AS (
          UPDATE person p SET region_code = f.region_code, version = p.version + 1
          FROM family f JOIN intake_changed c ON c.id = f.id
          WHERE p.family_id = f.id AND p.region_code <> f.region_code RETURNING p.id)
        INSERT INTO intake_touched SELECT id FROM moved`,
    },
    ...QUALITY_STEPS,
    { name: 'publish families', sql: publishFamilies(TOLD) },
    { name: 'publish persons', sql: publishPersons('SELECT id FROM intake_touched') },
    {
      name: 'publish consents',
      sql: publishConsents('SELECT p.id FROM person p JOIN intake_changed ch ON ch.id = p.family_id'),
    },
  ],
};
