import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Sentra Kreasi ATENSI. For those of the centres that have one, target groups are those of the program, and the lines a
 * choice of the platform (marked so) until the centre says which it has.
 */
export class Ska1761000003020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE ska (
        centre_id text PRIMARY KEY REFERENCES centre,
        target_groups text[] NOT NULL,
        lines text[] NOT NULL,
        is_assumed boolean NOT NULL
      );
      CREATE TABLE ska_month (
        centre_id text NOT NULL REFERENCES ska,
        line text NOT NULL,
        month text NOT NULL CHECK (month ~ '^20[0-9]{2}-(0[1-9]|1[0-2])$'),
        revenue bigint NOT NULL CHECK (revenue BETWEEN 0 AND 9007199254740991),
        at_work integer NOT NULL CHECK (at_work >= 0),
        recorded_by text NOT NULL,
        PRIMARY KEY (centre_id, line, month)
      );
      INSERT INTO ska (centre_id, target_groups, lines, is_assumed)
      SELECT id, '{PENYANDANG_DISABILITAS,GELANDANGAN,PENGEMIS,PEMULUNG,ANAK_TELANTAR,LANSIA_TELANTAR,
        KORBAN_PERDAGANGAN_ORANG,KORBAN_PHK,PESERTA_PKH,PESERTA_PROKUS,ANGGOTA_KUBE,LKS,DUNIA_USAHA,MASYARAKAT}',
        '{KAFE,KULINER,KERAJINAN,JAHIT_KONVEKSI,TOKO}', true
      FROM centre WHERE has_ska;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE ska_month, ska');
  }
}
