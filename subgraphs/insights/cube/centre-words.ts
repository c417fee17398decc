import type { Dimension } from './cube';

/** Dimensions of what the centres do, with their published categories: the words of the centres' own subgraph. */

export const CENTRE: Dimension = {
  name: 'CENTRE',
  column: 'centre',
  kind: 'CENTRE',
  title: { en: 'Rehabilitation centre', id: 'Sentra' },
  of: 'UNIT',
};

export const CASE_STATUS: Dimension = {
  name: 'STATUS',
  column: 'status',
  kind: 'CODES',
  title: { en: 'How far the case is', id: 'Status kasus' },
  of: 'UNIT',
  categories: {
    REACHED_OUT: 'Dijangkau.',
    REFUSED_SERVICE: 'Menolak layanan.',
    INTAKE: 'Intake.',
    ASSESSED: 'Diasesmen.',
    CASE_CONFERENCE: 'Case conference.',
    PLAN_APPROVED: 'Rencana disetujui.',
    IN_SERVICE: 'Dalam layanan.',
    TRAINING_FINISHED: 'Pelatihan selesai.',
    CERTIFIED: 'Tersertifikasi.',
    READY_FOR_WORK: 'Siap kerja.',
    READY_FOR_BUSINESS: 'Siap usaha.',
    AFTERCARE: 'Pascalayanan.',
    CLOSED: 'Terminasi.',
    EXITED: 'Keluar.',
    REOPENED: 'Dibuka kembali.',
  },
};

export const MAJOR: Dimension = {
  name: 'MAJOR',
  column: 'major',
  kind: 'CODES',
  title: { en: 'Trade of the approved plan', id: 'Jurusan' },
  of: 'UNIT',
  categories: {
    MENJAHIT: 'Menjahit.',
    TATA_BOGA: 'Tata boga.',
    BARISTA: 'Barista.',
    TATA_RIAS: 'Tata rias.',
    PIJAT: 'Pijat.',
    KERAJINAN: 'Kerajinan.',
    DESAIN_GRAFIS: 'Desain grafis dan sablon.',
    KOMPUTER: 'Komputer.',
    PERTANIAN: 'Pertanian.',
    OTOMOTIF: 'Otomotif.',
    ELEKTRONIKA: 'Elektronika.',
    MUSIK: 'Musik.',
  },
};

export const SOURCE: Dimension = {
  name: 'SOURCE',
  column: 'source',
  kind: 'CODES',
  title: { en: 'How it came to the first meeting', id: 'Asal penjangkauan' },
  of: 'UNIT',
  categories: {
    PATROL: 'Penjangkauan.',
    COMMAND_CENTER: 'Laporan Command Center.',
    FIELD_HELPER: 'TKSK atau petugas lapangan.',
    LKS: 'Lembaga Kesejahteraan Sosial.',
    REGIONAL_OFFICE: 'Dinas sosial.',
    OWN_INITIATIVE: 'The person or the family came.',
  },
};

export const PLACE_KIND: Dimension = {
  name: 'PLACE_KIND',
  column: 'place_kind',
  kind: 'CODES',
  title: { en: 'Kind of place of the meeting', id: 'Jenis tempat' },
  of: 'ROW',
  categories: {
    STREET: 'Jalanan.',
    MARKET: 'Pasar.',
    STATION: 'Stasiun atau terminal.',
    SHELTER: 'Rumah singgah.',
    HOME: 'Rumah.',
    OTHER: 'Tempat lain.',
  },
};

export const DEVICE_TYPE: Dimension = {
  name: 'DEVICE_TYPE',
  column: 'device_type',
  kind: 'CODES',
  title: { en: 'Type of assistive device', id: 'Jenis alat bantu' },
  of: 'ROW',
  categories: {
    ELECTRIC_WHEELCHAIR: 'Kursi roda elektrik.',
    ADAPTIVE_WHEELCHAIR: 'Kursi roda adaptif.',
    MULTIPURPOSE_WHEELCHAIR: 'Kursi roda multiguna.',
    ADAPTIVE_CANE: 'Tongkat adaptif.',
    THREE_WHEEL_MOTORCYCLE: 'Motor roda tiga niaga.',
    PROSTHESIS: 'Protese.',
    ORTHOSIS: 'Ortose.',
    OBSTACLE_SENSOR: 'Sensor netra.',
    HEARING_AID: 'Alat bantu dengar.',
  },
};

export const SKA_LINE: Dimension = {
  name: 'LINE',
  column: 'line',
  kind: 'CODES',
  title: { en: 'Line of business of the Sentra Kreasi ATENSI', id: 'Usaha SKA' },
  of: 'UNIT',
  categories: {
    KAFE: 'Kafe, kopi.',
    KULINER: 'Kuliner.',
    HIDROPONIK_NURSERY: 'Hidroponik dan nursery.',
    AYAM_PETELUR: 'Ayam petelur.',
    KOMPOS_MAGGOT: 'Kompos dan maggot.',
    KERAJINAN: 'Kerajinan.',
    BATIK_CIPRAT: 'Batik ciprat.',
    SASIRANGAN: 'Sasirangan.',
    DAUR_ULANG: 'Daur ulang.',
    JAHIT_KONVEKSI: 'Jahit, konveksi.',
    SABLON_DESAIN: 'Sablon dan desain grafis.',
    SALON: 'Salon.',
    PIJAT_REFLEKSI: 'Pijat refleksi.',
    LAUNDRY: 'Laundry.',
    TOKO: 'Toko, mart.',
    KOPERASI: 'Koperasi serba usaha.',
    MUSIK: 'Band, musik.',
  },
};
