import { examine } from '../doctor/examine.ts';
import { reportText } from '../doctor/report-text.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { paintFor } from '../view/paint.ts';

export interface DoctorFlags {
  json?: boolean;
}

/** Tries out what isolation this machine gives. Gives the exit status. */
export async function doctor(flags: DoctorFlags): Promise<number> {
  const report = await examine((what) => {
    if (process.stderr.isTTY && !flags.json) process.stderr.write(`trying ${what}…\n`);
  });
  const text = flags.json ? JSON.stringify(report, null, 2) : reportText(report, paintFor(process.stdout));
  process.stdout.write(`${text}\n`);
  return report.sound ? EXIT_CODES.ok.status : EXIT_CODES.unproven.status;
}
