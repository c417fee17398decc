/** Words about assistive devices, each with what it means. Lists without a source behind them are choices of the platform. */

/** Jenis alat bantu: what the workshops of the centres make. */
export const DEVICE_TYPES = {
  ELECTRIC_WHEELCHAIR: 'Kursi roda elektrik.',
  ADAPTIVE_WHEELCHAIR: 'Kursi roda adaptif: fitted to the body of one person.',
  MULTIPURPOSE_WHEELCHAIR: 'Kursi roda multiguna.',
  ADAPTIVE_CANE: 'Tongkat adaptif: a cane that warns of obstacles, water and heat.',
  THREE_WHEEL_MOTORCYCLE: 'Motor roda tiga niaga: a motorcycle with three wheels to trade with.',
  PROSTHESIS: 'Protese.',
  ORTHOSIS: 'Ortose.',
  OBSTACLE_SENSOR: 'Sensor netra: worn by blind people.',
  HEARING_AID: 'Alat bantu dengar.',
} as const;
export type DeviceType = keyof typeof DEVICE_TYPES;

/** Who took a device over, as the record of hand-over (BAST) says. */
export const DEVICE_RECEIVERS = {
  SELF: 'Penerima sendiri.',
  FAMILY: 'Keluarga.',
  GUARDIAN: 'Wali.',
} as const;
export type DeviceReceiver = keyof typeof DEVICE_RECEIVERS;

/** How much a device was found to be used. */
export const DEVICE_USES = {
  DAILY: 'Dipakai setiap hari.',
  SOMETIMES: 'Kadang-kadang.',
  NOT_USED: 'Tidak dipakai.',
} as const;
export type DeviceUse = keyof typeof DEVICE_USES;

/** Prioritas: who is served first. The words sort as they rank. */
export const NEED_PRIORITIES = {
  EMERGENCY: 'Darurat: health or safety is at risk without.',
  HIGH: 'Tinggi: school or work hangs on it.',
  NORMAL: 'Biasa.',
} as const;
export type NeedPriority = keyof typeof NEED_PRIORITIES;
