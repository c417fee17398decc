import type { ReportTable } from '../../../shared/intake';
export async function summarizeIntegrity(): Promise<ReportTable[]> {
  return [];
}
