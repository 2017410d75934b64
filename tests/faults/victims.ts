import type { FaultCase } from './fault-case.ts';
import { childrenOf, commandLine } from './processes.ts';
import type { Installation } from './installation.ts';
import type { SeededRandom } from './seeded-random.ts';

/**
 * What can be killed. `postgresql_backend`: one connection's process, which restarts them all.
 * `scratch`: a DuckDB process of the worker, with a run's scratch database or files.
 */
export type Victim =
  'worker' | 'postgresql' | 'clickhouse' | 'api' | 'postgresql_backend' | 'scratch';

const common = [
  'worker',
  'postgresql',
  'clickhouse',
  'api',
  'worker',
  'postgresql_backend',
] as const;

/** In turn; DuckDB is only there where the local route is taken, or files are read or written. */
export function victimsOf({ kind, target }: FaultCase): readonly Victim[] {
  return kind === 'joined' || kind === 'file' || target === 'files'
    ? common.flatMap((one) => ['scratch', one] as const)
    : common;
}

/** Kills with SIGKILL; false when there was nothing to kill at this moment. */
export function killVictim(
  installation: Installation,
  victim: Victim,
  random: SeededRandom,
): boolean {
  const { servers } = installation;
  switch (victim) {
    case 'worker':
    case 'api':
      return kill(installation.pids(victim)[0]);
    case 'postgresql':
      return kill(servers.postgres.pid);
    case 'clickhouse':
      return kill(servers.clickhouse.pid);
    case 'postgresql_backend': {
      // A client's process names its user, its database and where it came from.
      const backends = childrenOf(servers.postgres.pid).filter((pid) =>
        / 127\.0\.0\.1\(\d+\)/.test(commandLine(pid)),
      );
      return kill(backends[Math.floor(random.next() * backends.length)]);
    }
    case 'scratch': {
      const scratches = scratchPids(installation);
      return kill(scratches[Math.floor(random.next() * scratches.length)]);
    }
  }
}

/** Processes of scratch databases; they name their run once they are open. */
export function scratchPids(installation: Installation): readonly number[] {
  return installation
    .pids('worker')
    .flatMap(childrenOf)
    .filter((pid) => commandLine(pid).includes('(duckdb)'));
}

function kill(pid: number | undefined): boolean {
  if (pid === undefined) return false;
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    return false; // It ended by itself meanwhile.
  }
}
