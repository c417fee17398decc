/** A province in figures; the table is dated September 2026. */
export interface Province {
  /** Kemendagri code, two digits. */
  readonly code: string;
  /**
   * Poor people, thousands. BPS March 2025 for the ten largest and Kepulauan Riau; the rest estimated so that Java,
   * Kalimantan and the east add up to what BPS published.
   */
  readonly poor: number;
  /** Inhabitants, thousands. Rounded mid-2025 projections; the six Papuan provinces are rough estimates. */
  readonly population: number;
  /** Rough middle of the province, degrees. Estimated; good enough for a map of a synthetic nation. */
  readonly latitude: number;
  readonly longitude: number;
}

/** All 38 provinces in code order. */
export const PROVINCES: readonly Province[] = [
  province('11', 705, 5600, 4.2, 96.9),
  province('12', 1140, 15_700, 2.2, 99.0),
  province('13', 312, 5850, -0.8, 100.6),
  province('14', 459, 6800, 0.5, 101.6),
  province('15', 270, 3750, -1.6, 102.8),
  province('16', 920, 8900, -3.2, 104.1),
  province('17', 252, 2130, -3.6, 102.3),
  province('18', 887, 9500, -4.9, 105.1),
  province('19', 74, 1550, -2.5, 106.4),
  province('21', 117, 2200, 1.0, 104.5),
  province('31', 465, 10_700, -6.2, 106.8),
  province('32', 3655, 50_700, -6.9, 107.7),
  province('33', 3367, 38_200, -7.2, 110.2),
  province('34', 426, 3780, -7.8, 110.4),
  province('35', 3876, 42_000, -7.7, 112.6),
  province('36', 773, 12_550, -6.4, 106.1),
  province('51', 173, 4460, -8.4, 115.1),
  province('52', 655, 5700, -8.6, 117.2),
  province('53', 1089, 5700, -9.2, 122.5),
  province('61', 328, 5750, -0.1, 110.9),
  province('62', 143, 2830, -1.7, 113.4),
  province('63', 179, 4330, -2.9, 115.4),
  province('64', 199, 4120, 0.3, 116.4),
  province('65', 41, 750, 3.0, 116.4),
  province('71', 174, 2720, 0.9, 124.4),
  province('72', 356, 3150, -1.2, 121.2),
  province('73', 698, 9500, -4.0, 120.1),
  province('74', 317, 2830, -3.9, 122.0),
  province('75', 162, 1240, 0.6, 122.5),
  province('76', 152, 1520, -2.5, 119.3),
  province('81', 280, 1970, -3.2, 129.3),
  province('82', 75, 1370, 0.9, 127.9),
  province('91', 205, 1080, -2.6, 139.9),
  province('92', 105, 590, -1.5, 133.5),
  province('93', 97, 560, -7.3, 139.4),
  province('94', 300, 1500, -3.8, 136.3),
  province('95', 330, 1480, -4.1, 139.1),
  province('96', 98, 640, -1.0, 131.6),
];

function province(code: string, poor: number, population: number, latitude: number, longitude: number): Province {
  return { code, poor, population, latitude, longitude };
}
