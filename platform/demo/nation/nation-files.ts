import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileError, systemCodeOf } from '../../../shared/errors';
import { CsvFile } from './csv-file';
import type { Defect, Listing } from './defects';
import type { Employer } from './employer-maker';
import type { Enrolment } from './enrolment-maker';
import {
  COLUMNS,
  civilRow,
  componentRow,
  employerRow,
  enrolmentRow,
  familyRow,
  paymentRow,
  personRow,
  truthRow,
  vacancyRow,
} from './registry-rows';
import type { NationFile } from './registry-rows';
import type { Vacancy } from './vacancy-maker';

const MANIFEST = 'nation.json';

/**
 * The files of a nation while they are being written. Nothing has its final name before everything is whole, and the
 * manifest comes last: a folder with a `nation.json` holds one complete nation.
 */
export class NationFiles {
  /** Planted defects so far. */
  readonly defects = new Map<Defect, number>();

  private constructor(
    private readonly folder: string,
    private readonly files: Readonly<Record<NationFile, CsvFile>>,
  ) {}

  /** Creates the folder if need be. */
  static async open(folder: string): Promise<NationFiles> {
    await makeFolder(folder);
    const opened: CsvFile[] = [];
    try {
      for (const [name, columns] of Object.entries(COLUMNS)) opened.push(await CsvFile.open(folder, name, columns));
    } catch (error) {
      await Promise.all(opened.map((file) => file.discard()));
      throw error;
    }
    return new NationFiles(
      folder,
      Object.fromEntries(opened.map((file) => [file.name, file])) as Record<NationFile, CsvFile>,
    );
  }

  addFamily(listing: Listing, enrolments: readonly Enrolment[]): void {
    const { files } = this;
    files['families.csv'].add(familyRow(listing));
    for (const person of listing.persons) files['persons.csv'].add(personRow(listing, person));
    for (const record of listing.civil) files['civil.csv'].add(civilRow(record));
    for (const enrolment of enrolments) this.addEnrolment(listing, enrolment);
    for (const truth of listing.truths) {
      files['truth.csv'].add(truthRow(truth));
      if (truth.defect === 'STALE' && truth.subject === 'PERSON') continue;
      this.defects.set(truth.defect, (this.defects.get(truth.defect) ?? 0) + 1);
    }
  }

  addEmployer(employer: Employer, vacancies: readonly Vacancy[]): void {
    this.files['employers.csv'].add(employerRow(employer));
    for (const vacancy of vacancies) this.files['vacancies.csv'].add(vacancyRow(vacancy));
  }

  /** Waits until the disk has taken what is due. */
  async drain(): Promise<void> {
    for (const file of this.all()) await file.drain();
  }

  /** Rows of each file, without headers. */
  counts(): Record<NationFile, number> {
    return Object.fromEntries(this.all().map(({ name, rows }) => [name, rows])) as Record<NationFile, number>;
  }

  /** Moves everything to its place. */
  async publish(manifest: unknown): Promise<void> {
    const path = join(this.folder, MANIFEST);
    for (const file of this.all()) await file.finish();
    try {
      await writeFile(`${path}.partial`, `${JSON.stringify(manifest, undefined, 2)}\n`);
      await rm(path, { force: true });
    } catch (error) {
      throw fileError(error, path);
    }
    for (const file of this.all()) await file.publish();
    await rename(`${path}.partial`, path);
  }

  /** Removes what was written so far. */
  async discard(): Promise<void> {
    for (const file of this.all()) await file.discard();
    await rm(join(this.folder, `${MANIFEST}.partial`), { force: true });
  }

  private addEnrolment(listing: Listing, enrolment: Enrolment): void {
    const { files } = this;
    files['enrolments.csv'].add(enrolmentRow(listing, enrolment));
    for (const component of enrolment.components) files['components.csv'].add(componentRow(enrolment, component));
    for (const payment of enrolment.payments) files['payments.csv'].add(paymentRow(enrolment, payment));
  }

  private all(): CsvFile[] {
    return Object.values(this.files);
  }
}

/** Creates a folder and those above it. Node's own `recursive` never returns where no folder can be made, as in /proc. */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    const code = systemCodeOf(error);
    const parent = dirname(resolve(folder));
    if (code === 'EEXIST' && (await stat(folder)).isDirectory()) return;
    if (code !== 'ENOENT' || (await exists(parent))) throw fileError(error, folder);
    await makeFolder(parent);
    await makeFolder(folder);
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
