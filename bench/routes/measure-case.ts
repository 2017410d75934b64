import { peakRssMb } from '../stack.ts';
import { median, round } from '../statistics.ts';
import { timeRun } from '../time-run.ts';
import { verifyModes, type RouteCase, type RouteWorld } from './route-case.ts';

/** Runs a case `rounds` times, its ways taking turns; its figures are medians. */
export async function measureCase(
  { name, prepare }: RouteCase,
  world: RouteWorld,
  rounds: number,
): Promise<object> {
  const { stack, rows } = world;
  const { pipelines, byHand } = await prepare(world);
  const times = new Map<string, number[]>();
  const note = (way: string, seconds: number): void => {
    times.set(way, [...(times.get(way) ?? []), seconds]);
    const speed = Math.round(rows / seconds).toLocaleString('en');
    console.error(`${name}  ${way.padEnd(10)} ${seconds.toFixed(2)} s  ${speed} rows/s`);
  };
  let duckdbMb = 0;
  const look = (): void => {
    duckdbMb = Math.max(duckdbMb, ...stack.duckdbPids().map(peakRssMb));
  };
  for (let turn = 0; turn < rounds; turn += 1) {
    for (const [way, run] of Object.entries(byHand)) note(way, await run());
    for (const verify of verifyModes) {
      note(verify, await timeRun(stack, pipelines[verify], rows, look));
    }
  }
  const middle = (way: string): number => median(times.get(way) ?? []);
  const speed = (way: string): number => Math.round(rows / middle(way));
  const best = Math.min(...Object.keys(byHand).map(middle));
  return {
    rows_per_second: speed('counts'),
    rows_per_second_verified: speed('checksums'),
    by_hand_rows_per_second: Object.fromEntries(
      Object.keys(byHand).map((way) => [way, speed(way)]),
    ),
    ratio: round(best / middle('counts'), 3),
    ratio_verified: round(best / middle('checksums'), 3),
    peak_rss_mb: Math.round(Math.max(...stack.workerPids().map(peakRssMb))),
    // 0: the case needs none.
    peak_rss_duckdb_mb: Math.round(duckdbMb),
    rows,
    rounds,
  };
}
