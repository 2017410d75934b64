import type { Run } from '@ai-etl/sdk';
import type { CommandContext } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { formatBytes, formatCount, formatTime } from './numbers.ts';
import { progressLine } from './progress-bar.ts';
import { safeText } from './safe-text.ts';
import { showFields } from './show.ts';
import { colourStatus } from './style.ts';

/** Waits for the end of a run with a progress bar where one can be drawn. Answers the exit code. */
export async function followRun(context: CommandContext, run: Run): Promise<number> {
  const { terminal, signal } = context;
  const width = process.stderr.columns || 80;
  await run
    .wait({
      signal,
      throwOnFailure: false,
      onProgress: (progress) => {
        if (!terminal.drawable) return;
        terminal.draw(progressLine(progress, { now: Date.now(), width }));
      },
    })
    .finally(() => {
      if (terminal.drawable) terminal.draw('');
    });
  return run.status === 'success' ? exitCodes.ok : exitCodes.failed;
}

/** What came of a run: rows and checksums, or why not. */
export function reportRun(context: Pick<CommandContext, 'terminal' | 'style'>, run: Run): void {
  const { style } = context;
  const { data, receipt } = run;
  showFields(context, [
    ['run', run.id],
    ['pipeline', run.pipelineId],
    ['status', colourStatus(style, run.status)],
    ['started', formatTime(data.started_at)],
    ['finished', formatTime(data.finished_at)],
    ['task', data.finished_at === null ? data.progress?.current_task : null],
    ['progress', run.hasEnded ? null : percentOf(run)],
    ['rows', receipt === null ? null : rowsOf(receipt)],
    ['bytes', receipt === null ? null : formatBytes(receipt.bytes)],
    ['verified', receipt === null ? null : verifiedOf(receipt)],
    [
      'error',
      data.error === null ? null : `${style.bad(data.error.code)} ${safeText(data.error.message)}`,
    ],
  ]);
}

function percentOf(run: Run): string | null {
  const { percent, rowsRead } = run.progress;
  return percent === null ? null : `${Math.round(percent)} %, ${formatCount(rowsRead)} rows`;
}

type ReceiptOf = NonNullable<Run['receipt']>;

function rowsOf({ source_rows, loaded_rows, rows_per_second }: ReceiptOf): string {
  return `${formatCount(source_rows)} read, ${formatCount(loaded_rows)} loaded, ${formatCount(rows_per_second)} rows/s`;
}

function verifiedOf({ verify, checksums_match: match }: ReceiptOf): string {
  if (verify !== 'checksums' || match === null) return `by ${verify}`;
  return match ? 'by checksums of both sides: equal' : 'by checksums: they differ';
}
