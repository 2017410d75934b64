import type { RunProgress } from '@ai-etl/sdk';
import { cutToWidth } from './display-width.ts';
import { formatCount, formatSeconds } from './numbers.ts';
import { safeText } from './safe-text.ts';

const cells = 24;

/** One line: bar, percent, rows, speed, task, time left. At most `width` columns. */
export function progressLine(
  progress: RunProgress,
  { now, width }: { now: number; width: number },
): string {
  const { status, percent, rowsRead, rowsTotal, rowsPerSecond, currentTask, estimatedCompletion } =
    progress;
  const filled = Math.round((Math.min(100, Math.max(0, percent ?? 0)) / 100) * cells);
  const bar = `[${'#'.repeat(filled)}${'-'.repeat(cells - filled)}]`;
  const rows =
    rowsTotal === null
      ? formatCount(rowsRead)
      : `${formatCount(rowsRead)} / ${formatCount(rowsTotal)}`;
  const secondsLeft =
    estimatedCompletion === null ? null : Math.max(0, (estimatedCompletion.getTime() - now) / 1000);
  const parts = [
    bar,
    percent === null ? status : `${String(Math.round(percent)).padStart(3)} %`,
    `${rows} rows`,
    ...(rowsPerSecond > 0 ? [`${formatCount(rowsPerSecond)} rows/s`] : []),
    ...(secondsLeft === null ? [] : [`${formatSeconds(secondsLeft)} left`]),
    ...(currentTask === null ? [] : [safeText(currentTask)]),
  ];
  return cutToWidth(parts.join('  '), Math.max(10, width - 1));
}
