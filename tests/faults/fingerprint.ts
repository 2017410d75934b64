/**
 * What a table holds, by the version of its rows: enough to see a lost, doubled or foreign row. In a
 * history, versions of rows that have ended (`3 ended`) are apart from those that hold (`3`).
 */
export type Fingerprint = ReadonlyMap<string, VersionFingerprint>;

/** `quick` does without the sum of payloads. */
export type Depth = 'quick' | 'full';

export interface VersionFingerprint {
  readonly rows: bigint;
  readonly distinctIds: bigint;
  readonly idSum: bigint;
  /** Sum of CRC-32 of the payload; null in the quick form. */
  readonly payloadSum: bigint | null;
}

export interface Difference {
  readonly lostRows: bigint;
  readonly duplicateRows: bigint;
  /** True also when counts are equal but content is not. */
  readonly differs: boolean;
}

/** Compares what is there with what should be. */
export function compareFingerprints(found: Fingerprint, wanted: Fingerprint): Difference {
  let lostRows = 0n;
  let duplicateRows = 0n;
  let differs = false;
  for (const version of new Set([...found.keys(), ...wanted.keys()])) {
    const there = found.get(version) ?? nothing;
    const right = wanted.get(version) ?? nothing;
    if (there.distinctIds < right.distinctIds) lostRows += right.distinctIds - there.distinctIds;
    duplicateRows += there.rows - there.distinctIds;
    if (there.distinctIds > right.distinctIds)
      duplicateRows += there.distinctIds - right.distinctIds;
    if (!sameVersion(there, right)) differs = true;
  }
  // Other rows than the right ones, in the right number: the right ones are missing.
  if (differs && lostRows === 0n && duplicateRows === 0n) lostRows = 1n;
  return { lostRows, duplicateRows, differs };
}

/** Equal as far as both were measured. */
export function sameFingerprint(found: Fingerprint, wanted: Fingerprint): boolean {
  return !compareFingerprints(found, wanted).differs;
}

export function describeFingerprint(fingerprint: Fingerprint): string {
  const parts = [...fingerprint]
    .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
    .map(([version, { rows, distinctIds }]) => `v${version}: ${rows} rows, ${distinctIds} ids`);
  return parts.length === 0 ? 'empty' : parts.join('; ');
}

const nothing: VersionFingerprint = { rows: 0n, distinctIds: 0n, idSum: 0n, payloadSum: 0n };

function sameVersion(a: VersionFingerprint, b: VersionFingerprint): boolean {
  const payloads = a.payloadSum === null || b.payloadSum === null || a.payloadSum === b.payloadSum;
  return a.rows === b.rows && a.distinctIds === b.distinctIds && a.idSum === b.idSum && payloads;
}
