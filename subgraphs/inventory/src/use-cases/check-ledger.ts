import { compareLedger, type LedgerReport } from '../data/ledger.repository.js';
import type { InventoryDependencies } from './dependencies.js';

const NAMED_GAPS = 100;

/** Whether all numbers are what the ledger says; each gap is logged and counted, for a person to look at. */
export async function checkLedger({ db, logger, ledgerGapCounter }: InventoryDependencies): Promise<LedgerReport> {
  const report = await compareLedger(db, { limit: NAMED_GAPS });
  if (report.gapCount > 0) {
    logger.error({ gapCount: report.gapCount, gaps: report.gaps }, 'stock is not what its ledger says');
    ledgerGapCounter.inc(report.gapCount);
  }
  return report;
}
