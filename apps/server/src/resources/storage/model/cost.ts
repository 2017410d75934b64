import type { PriceTable } from './price-table.ts';
import { sizeAfter, storedGb } from './sizing.ts';
import type { Engine, Workload } from './workload.ts';

/** What one month costs, in the price table's currency. */
export interface MonthlyCost {
  readonly total: number;
  readonly storage: number;
  readonly compute: number;
  readonly backup: number;
  readonly reading: number;
  readonly machine: Machine;
}

export interface Machine {
  readonly vcpus: number;
  readonly memoryGb: number;
}

/** Estimates a month's cost after some months. Never falls when there is more to store. */
export function monthlyCost(
  workload: Workload,
  engine: Engine,
  { months, table }: { readonly months: number; readonly table: PriceTable },
): MonthlyCost {
  const { prices } = table;
  const stored = storedGb(workload, engine, months);
  const rows = sizeAfter(workload, months);
  const machine = machineFor(engine, workload, rows);
  const machines = workload.highAvailability && engine !== 'parquet' ? 2 : 1;
  const isObject = engine === 'parquet';
  const storage = stored * (isObject ? prices.object_storage_gb_month : prices.disk_gb_month);
  const compute =
    machines * (machine.vcpus * prices.vcpu_month + machine.memoryGb * prices.memory_gb_month);
  // Object storage is its own backup.
  const backup = isObject ? 0 : (stored / machines) * prices.backup_gb_month;
  const reading = isObject
    ? stored * readsPerMonth[workload.accessPattern] * prices.object_read_gb
    : 0;
  const money = (amount: number): number => Math.round(amount * 100) / 100;
  return {
    total: money(storage + compute + backup + reading),
    storage: money(storage),
    compute: money(compute),
    backup: money(backup),
    reading: money(reading),
    machine,
  };
}

/** How often a month all of it is read, about. */
const readsPerMonth: Readonly<Record<Workload['accessPattern'], number>> = {
  read_heavy: 60,
  balanced: 20,
  write_heavy: 10,
  append_only: 10,
  rarely_read: 0.2,
};

/** Gigabytes of rows that one gigabyte of memory serves. */
const rowsPerMemory: Readonly<Record<Engine, number>> = {
  postgresql: 10,
  clickhouse: 50,
  duckdb: 20,
  parquet: 200,
};

/** Smallest machine worth running; files are read by one that is there a part of the time. */
const leastMemoryGb: Readonly<Record<Engine, number>> = {
  postgresql: 4,
  clickhouse: 8,
  duckdb: 4,
  parquet: 2,
};

function machineFor(engine: Engine, { accessPattern }: Workload, rowsGb: number): Machine {
  const isIdle = accessPattern === 'rarely_read' && (engine === 'parquet' || engine === 'duckdb');
  const wanted =
    Math.max(leastMemoryGb[engine], rowsGb / rowsPerMemory[engine]) * (isIdle ? 0.25 : 1);
  const memoryGb = nextPowerOfTwo(wanted);
  return { vcpus: Math.max(0.5, memoryGb / 4), memoryGb };
}

/** Machines come in doublings; past 512 GB it is several of them. */
function nextPowerOfTwo(gb: number): number {
  if (gb > 512) return Math.ceil(gb / 512) * 512;
  let size = 0.5;
  while (size < gb) size *= 2;
  return size;
}
