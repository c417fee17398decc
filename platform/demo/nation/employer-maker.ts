import { Deal, Random, at } from './random';
import type { Weighted } from './random';
import type { Settlement } from './settlement';
import { DEMO_DISTRICT } from './weights';

export type EmployerType =
  'BUMN' | 'ANAK_BUMN' | 'BUMD' | 'SWASTA' | 'KOPERASI' | 'INSTANSI_PEMERINTAH' | 'SKA_INTERNAL';
export type EmployerStatus =
  'APPLIED' | 'VERIFIED' | 'MOU_SIGNED' | 'DSA_SIGNED' | 'ACTIVE' | 'SUSPENDED' | 'EXPIRED' | 'TERMINATED';

/** A row of employers.csv. */
export interface Employer {
  /** `idPemberiKerja`. */
  readonly id: string;
  readonly name: string;
  readonly type: EmployerType;
  /** Business number (NIB): thirteen digits, with leading zeros no real one has. */
  readonly nib: string;
  readonly sector: string;
  readonly workers: number;
  readonly disabledWorkers: number;
  /** Four-digit regencies. */
  readonly regencies: readonly string[];
  readonly status: EmployerStatus;
}

/** Employers of a nation of any scale: about as many state-owned ones as exist, and a quarter of the private ones that report. */
export const EMPLOYERS = 200;
const STATE_OWNED = 40;

const STATE_TYPES: readonly Weighted<EmployerType>[] = [
  ['BUMN', 16],
  ['ANAK_BUMN', 14],
  ['BUMD', 10],
];
const OTHER_TYPES: readonly Weighted<EmployerType>[] = [
  ['SWASTA', 140],
  ['KOPERASI', 10],
  ['INSTANSI_PEMERINTAH', 7],
  ['SKA_INTERNAL', 3],
];
const STATUSES: readonly Weighted<EmployerStatus>[] = [
  ['ACTIVE', 60],
  ['MOU_SIGNED', 10],
  ['DSA_SIGNED', 8],
  ['VERIFIED', 8],
  ['APPLIED', 6],
  ['SUSPENDED', 3],
  ['EXPIRED', 3],
  ['TERMINATED', 2],
];
const SECTORS: readonly Weighted<string>[] = [
  ['C', 30],
  ['G', 18],
  ['I', 12],
  ['H', 8],
  ['K', 8],
  ['N', 7],
  ['J', 5],
  ['F', 5],
  ['D', 4],
  ['A', 3],
];
/** Smallest and largest number of workers; most employers are near the smallest. Estimated. */
const SIZES: Readonly<Record<EmployerType, readonly [number, number]>> = {
  BUMN: [900, 28_000],
  ANAK_BUMN: [250, 6000],
  BUMD: [120, 2500],
  SWASTA: [25, 3500],
  KOPERASI: [12, 220],
  INSTANSI_PEMERINTAH: [150, 4000],
  SKA_INTERNAL: [8, 40],
};
const LABELS: Readonly<Record<EmployerType, string>> = {
  BUMN: 'BUMN Contoh Karya',
  ANAK_BUMN: 'Anak BUMN Contoh Sarana',
  BUMD: 'BUMD Contoh Daerah',
  SWASTA: 'Swasta Contoh Makmur',
  KOPERASI: 'Koperasi Contoh Bersama',
  INSTANSI_PEMERINTAH: 'Instansi Contoh Layanan',
  SKA_INTERNAL: 'SKA Contoh Kreasi',
};
/** Share of disabled workers the law asks for: 2% of the state, 1% of others. */
const QUOTA_STATE = 0.02;
const QUOTA_PRIVATE = 0.01;

/** Makes the employers; the first two are the ones demo identities work for. */
export class EmployerMaker {
  private readonly types: { readonly state: Deal<EmployerType>; readonly other: Deal<EmployerType> };
  private readonly statuses: Deal<EmployerStatus>;
  private readonly sectors: Deal<string>;
  private readonly regencies: readonly string[];
  private readonly named = new Map<EmployerType, number>();

  constructor(
    private readonly random: Random,
    settlements: readonly Settlement[],
  ) {
    this.types = { state: new Deal(STATE_TYPES, random), other: new Deal(OTHER_TYPES, random) };
    this.statuses = new Deal(STATUSES, random);
    this.sectors = new Deal(SECTORS, random);
    this.regencies = [...new Set(settlements.map(({ district }) => district.code.slice(0, 4)))];
  }

  make(): Employer[] {
    return Array.from({ length: EMPLOYERS }, (_, index) => this.employer(index + 1));
  }

  private employer(number: number): Employer {
    const leading = number <= 2;
    const type = this.typeOf(number);
    const workers = number === 1 ? 4200 : number === 2 ? 640 : this.workers(type);
    return {
      id: `E-${String(number).padStart(3, '0')}`,
      name: this.nameOf(type),
      type,
      nib: String(1_000_000 + number * 7919).padStart(13, '0'),
      sector: leading ? 'C' : this.sectors.draw(),
      workers,
      disabledWorkers: this.disabledWorkers(type, workers),
      regencies: this.regenciesOf(type, leading),
      status: leading ? 'ACTIVE' : this.statuses.draw(),
    };
  }

  private typeOf(number: number): EmployerType {
    if (number === 1) return 'BUMN';
    if (number === 2) return 'SWASTA';
    // The two leading employers stand for one of each kind.
    return number <= STATE_OWNED + 1 ? this.types.state.draw() : this.types.other.draw();
  }

  private nameOf(type: EmployerType): string {
    const number = (this.named.get(type) ?? 0) + 1;
    this.named.set(type, number);
    return number === 1 ? LABELS[type] : `${LABELS[type]} ${String(number).padStart(2, '0')}`;
  }

  private workers(type: EmployerType): number {
    const [least, most] = SIZES[type];
    const point = this.random.unit();
    return Math.round(least + (most - least) * point * point * point);
  }

  /** From none to one and a half times the quota, most below it; SKA workshops are run by disabled people. */
  private disabledWorkers(type: EmployerType, workers: number): number {
    if (type === 'SKA_INTERNAL') return Math.round(workers * (0.5 + 0.4 * this.random.unit()));
    const state = type === 'BUMN' || type === 'BUMD' || type === 'INSTANSI_PEMERINTAH';
    const point = this.random.unit();
    return Math.round(workers * (state ? QUOTA_STATE : QUOTA_PRIVATE) * 1.5 * point * Math.sqrt(point));
  }

  private regenciesOf(type: EmployerType, leading: boolean): string[] {
    const { random } = this;
    const wanted = type === 'BUMN' ? random.int(4, 9) : type === 'ANAK_BUMN' ? random.int(2, 5) : random.int(1, 2);
    const chosen = new Set(leading ? [DEMO_DISTRICT.code.slice(0, 4)] : []);
    const reach = Math.min(wanted, this.regencies.length);
    while (chosen.size < reach) chosen.add(at(this.regencies, random.int(0, this.regencies.length - 1)));
    return [...chosen].sort();
  }
}
