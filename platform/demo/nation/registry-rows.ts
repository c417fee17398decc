import type { Cell } from './csv-file';
import { isoOf } from './days';
import type { Day } from './days';
import type { CivilRecord, Listing, PersonRecord, Truth } from './defects';
import type { Employer } from './employer-maker';
import type { Enrolment, EnrolmentComponent } from './enrolment-maker';
import type { Payment } from './payment-maker';
import type { Vacancy } from './vacancy-maker';
import { CIVIL_SNAPSHOT, SNAPSHOT } from './weights';

/** The files of a nation and their columns, as docs/registry-files.md lays them down. */
export const COLUMNS = {
  'persons.csv': columns(`snapshot idIndividu idKeluarga nik tanpaKtp noKk nama tanggalLahir jenisKelamin alamatDomisili
    nomorTelepon statusHubunganKeluarga statusKawin partisipasiSekolah ijazahTertinggi statusPekerjaan lapanganUsaha
    jumlahUsaha penyandangDisabilitas penyakitKronis ibuHamil sumberData dimutakhirkanPada`),
  'families.csv': columns(`snapshot idKeluarga noKk idKepalaKeluarga kodeWilayah alamat lintang bujur keluargaDalamRumah
    statusKepemilikanRumah jenisLantai jenisDinding jenisAtap sumberAirMinum sumberPenerangan dayaTerpasang
    bahanBakarMemasak fasilitasBab kloset pembuanganTinja asetTabungGas asetKulkas asetAc asetPemanasAir asetTelepon
    asetTv asetEmasGram asetLaptop asetSepeda asetMotor asetMobil asetPerahu asetSmartphone asetLahanHa asetRumahLain
    ternakSapi ternakKerbau ternakKuda ternakKambing desil kpmFlags dimutakhirkanPada`),
  'civil.csv': columns('snapshot nik noKk nama tanggalLahir jenisKelamin kodeWilayah statusCapil tanggalPeristiwa'),
  'enrolments.csv': columns(`snapshot idKepesertaan idKeluarga idPengurus kodeProgram status alasan tanggalMulai
    tanggalSelesai nomorKks`),
  'components.csv': columns('snapshot idKepesertaan idIndividu komponen mulai selesai'),
  'payments.csv': columns('snapshot idPembayaran idKepesertaan periode nominal status alasan penyalur tanggalStatus'),
  'employers.csv': columns(`snapshot idPemberiKerja nama tipe nib sektorKbli jumlahPekerja jumlahPekerjaDisabilitas
    periodeLaporan kodeWilayah status`),
  'vacancies.csv': columns(`snapshot idLowongan idPemberiKerja jabatan kodeKbji keterampilan kodeWilayah modaKerja
    jenisKontrak upahMinimum shift tuntutanFisik akomodasi khususDisabilitas kuota bukaSampai status`),
  'truth.csv': columns('subjek id defect rujukan'),
} as const;

export type NationFile = keyof typeof COLUMNS;

/** Half-year the employers report about. */
const REPORT_PERIOD = '2026-S1';

export function personRow({ id, family, confirmed }: Listing, person: PersonRecord): Cell[] {
  return [
    SNAPSHOT,
    person.id,
    id,
    person.nik,
    flag(person.nik === ''),
    family.kk,
    person.name,
    isoOf(person.birth),
    person.sex,
    family.address,
    person.phone,
    person.relation,
    person.marriage,
    person.school,
    person.diploma,
    person.work,
    person.sector,
    person.businesses,
    person.disabilities,
    person.illnesses,
    flag(person.pregnant),
    family.source,
    isoOf(confirmed),
  ];
}

export function familyRow(listing: Listing): Cell[] {
  const { id, family, persons, village, confirmed } = listing;
  const { plan, housing } = family;
  const flags = [
    plan.pkh === 'AKTIF' ? 'PKH' : '',
    plan.sembako === 'AKTIF' ? 'SEMBAKO' : '',
    plan.pbi ? 'PBI_JK' : '',
  ];
  return [
    SNAPSHOT,
    id,
    family.kk,
    persons[0]?.id ?? '',
    village,
    family.address,
    family.latitude,
    family.longitude,
    housing.familiesInHouse,
    ...housing.home,
    housing.lighting,
    housing.power,
    ...housing.sanitation,
    ...housing.assets,
    plan.desil,
    flags.filter(Boolean).join('|'),
    isoOf(confirmed),
  ];
}

export function civilRow({ nik, kk, name, birth, sex, village, status, event }: CivilRecord): Cell[] {
  return [CIVIL_SNAPSHOT, nik, kk, name, isoOf(birth), sex, village, status, dateCell(event)];
}

export function enrolmentRow(listing: Listing, enrolment: Enrolment): Cell[] {
  const { id, managerId, program, status, reason, start, end, card } = enrolment;
  return [SNAPSHOT, id, listing.id, managerId, program, status, reason, isoOf(start), dateCell(end), card];
}

export function componentRow(enrolment: Enrolment, { personId, component, start, end }: EnrolmentComponent): Cell[] {
  return [SNAPSHOT, enrolment.id, personId, component, isoOf(start), dateCell(end)];
}

export function paymentRow(enrolment: Enrolment, payment: Payment): Cell[] {
  const { id, period, amount, status, reason, bank, day } = payment;
  return [SNAPSHOT, id, enrolment.id, period, amount, status, reason, bank, isoOf(day)];
}

export function employerRow(employer: Employer): Cell[] {
  const { id, name, type, nib, sector, workers, disabledWorkers, regencies, status } = employer;
  const places = regencies.join('|');
  return [SNAPSHOT, id, name, type, nib, sector, workers, disabledWorkers, REPORT_PERIOD, places, status];
}

export function vacancyRow(vacancy: Vacancy): Cell[] {
  const { occupation } = vacancy;
  return [
    SNAPSHOT,
    vacancy.id,
    vacancy.employerId,
    occupation.title,
    occupation.kbji,
    vacancy.skills.join('|'),
    vacancy.regency,
    vacancy.mode,
    vacancy.contract,
    vacancy.wage,
    flag(vacancy.shift),
    occupation.demands.join('|'),
    vacancy.accommodations.join('|'),
    flag(vacancy.reserved),
    vacancy.seats,
    isoOf(vacancy.openUntil),
    vacancy.status,
  ];
}

export function truthRow({ subject, id, defect, reference }: Truth): Cell[] {
  return [subject, id, defect, reference];
}

function flag(set: boolean): number {
  return set ? 1 : 0;
}

function dateCell(day: Day | undefined): string {
  return day === undefined ? '' : isoOf(day);
}

function columns(names: string): string[] {
  return names.split(/\s+/);
}
