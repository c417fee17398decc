import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Vacancies that partners write themselves: with a key of their own, unique for the employer, so that nobody learns of another's
 * keys; those of the registry keep the sender's. And the vocabulary of skills.
 */
export class VacancySteps1761000002310 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE vacancy ALTER source_id DROP NOT NULL, ALTER snapshot DROP NOT NULL,
        ADD code text,
        ADD description text,
        ADD certificate_required text[] NOT NULL DEFAULT '{}',
        ADD seats_taken integer NOT NULL DEFAULT 0 CHECK (seats_taken >= 0),
        ADD UNIQUE (employer_id, code);
      CREATE INDEX vacancy_overdue ON vacancy (open_until) WHERE status = 'PUBLISHED';

      CREATE TABLE skill (
        code text PRIMARY KEY,
        name text NOT NULL,
        english_name text NOT NULL,
        source text NOT NULL CHECK (source IN ('PLATFORM', 'SKKNI'))
      );
    `);
    await runner.query(SKILLS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE skill;
      DROP INDEX vacancy_overdue;
      DELETE FROM vacancy WHERE source_id IS NULL;
      ALTER TABLE vacancy DROP code, DROP description, DROP certificate_required, DROP seats_taken,
        ALTER source_id SET NOT NULL, ALTER snapshot SET NOT NULL;
    `);
  }
}

/** The platform's own list: what centres train for, and some office work. A choice of ours. */
const SKILLS = `
  INSERT INTO skill (code, name, english_name, source)
  VALUES
    ('ADMINISTRASI', 'Administrasi perkantoran', 'Office administration', 'PLATFORM'),
    ('BARISTA', 'Meracik kopi', 'Coffee making', 'PLATFORM'),
    ('BATIK', 'Membatik', 'Batik making', 'PLATFORM'),
    ('DESAIN_GRAFIS', 'Desain grafis', 'Graphic design', 'PLATFORM'),
    ('ENTRI_DATA', 'Entri data', 'Data entry', 'PLATFORM'),
    ('GUDANG', 'Pengelolaan gudang', 'Warehouse work', 'PLATFORM'),
    ('HIDROPONIK', 'Bertanam hidroponik', 'Hydroponic growing', 'PLATFORM'),
    ('JAHIT', 'Menjahit', 'Sewing', 'PLATFORM'),
    ('KASIR', 'Melayani kasir', 'Cashiering', 'PLATFORM'),
    ('KEBERSIHAN', 'Kebersihan gedung', 'Cleaning', 'PLATFORM'),
    ('KERAJINAN', 'Kerajinan tangan', 'Handicraft', 'PLATFORM'),
    ('KERJA_TIM', 'Bekerja dalam tim', 'Team work', 'PLATFORM'),
    ('KOMPUTER_DASAR', 'Komputer dasar', 'Basic computer use', 'PLATFORM'),
    ('LAS', 'Mengelas', 'Welding', 'PLATFORM'),
    ('LAUNDRY', 'Mencuci dan menyetrika', 'Laundry', 'PLATFORM'),
    ('LAYANAN_PELANGGAN', 'Melayani pelanggan', 'Customer service', 'PLATFORM'),
    ('LISTRIK', 'Instalasi listrik', 'Electrical installation', 'PLATFORM'),
    ('MENGEMUDI', 'Mengemudi', 'Driving', 'PLATFORM'),
    ('OTOMOTIF', 'Mekanik otomotif', 'Vehicle repair', 'PLATFORM'),
    ('PENGEMASAN', 'Mengemas', 'Packing', 'PLATFORM'),
    ('PETERNAKAN_UNGGAS', 'Beternak unggas', 'Poultry keeping', 'PLATFORM'),
    ('PIJAT_REFLEKSI', 'Pijat refleksi', 'Reflexology', 'PLATFORM'),
    ('POLA_BUSANA', 'Membuat pola busana', 'Pattern making', 'PLATFORM'),
    ('SABLON', 'Menyablon', 'Screen printing', 'PLATFORM'),
    ('SALON', 'Tata rambut', 'Hairdressing', 'PLATFORM'),
    ('TATA_BOGA', 'Tata boga', 'Cooking', 'PLATFORM');
`;
