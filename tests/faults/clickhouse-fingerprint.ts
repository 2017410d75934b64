import type { AskClickHouse } from './ask-clickhouse.ts';
import { rowShapeOf, type CaseKind, type FaultCase } from './fault-case.ts';
import type { Depth, Fingerprint } from './fingerprint.ts';

/** The same as `readFingerprint` of PostgreSQL, in the words of ClickHouse. */
export async function readClickHouseFingerprint(
  ask: AskClickHouse,
  { name, kind }: FaultCase,
  depth: Depth,
): Promise<Fingerprint> {
  if (!(await exists(ask, name))) return new Map();
  const sum = depth === 'full' ? `toString(sum(CRC32(${contentOf(kind)})))` : "''";
  const rows = await ask(
    `SELECT ${groupOf(kind)} AS grp, count(), uniqExact(id), sum(id), ${sum} FROM ${name} GROUP BY grp`,
  );
  return new Map(
    rows.map(([version, count, ids, idSum, payloads]) => [
      version ?? '',
      {
        rows: BigInt(count ?? 0),
        distinctIds: BigInt(ids ?? 0),
        idSum: BigInt(idSum ?? 0),
        payloadSum: payloads === undefined || payloads === '' ? null : BigInt(payloads),
      },
    ]),
  );
}

/** The same as `countBrokenVersions` of PostgreSQL. */
export async function countClickHouseBrokenVersions(
  ask: AskClickHouse,
  { name }: FaultCase,
): Promise<number> {
  if (!(await exists(ask, name))) return 0;
  const rows = await ask(
    `SELECT count() FROM (
       SELECT valid_from, valid_to, is_current, leadInFrame(toNullable(valid_from)) OVER (
         PARTITION BY id ORDER BY valid_from ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
       ) AS next FROM ${name}
     )
     WHERE (next IS NOT NULL AND (valid_to IS NULL OR valid_to > next))
       OR is_current != (valid_to IS NULL) OR valid_to <= valid_from`,
  );
  return Number(rows[0]?.[0]);
}

async function exists(ask: AskClickHouse, table: string): Promise<boolean> {
  const found = await ask(`EXISTS TABLE ${table}`);
  return found[0]?.[0] === '1';
}

function groupOf(kind: CaseKind): string {
  const version = 'toString(version)';
  return kind === 'history' ? `concat(${version}, if(is_current, '', ' ended'))` : version;
}

function contentOf(kind: CaseKind): string {
  switch (rowShapeOf(kind)) {
    case 'plain':
      return 'payload';
    case 'labelled':
      return "concat(payload, '|', label)";
    case 'versioned':
      return `concat(payload, '|', toString(toUnixTimestamp64Micro(valid_from)), '|', multiIf(
        valid_to IS NULL, 'holds', valid_to > '2020-01-01 00:00:00', 'vanished',
        toString(toUnixTimestamp64Micro(assumeNotNull(valid_to)))))`;
  }
}
