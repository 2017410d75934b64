import { parseWireRow } from '@ai-etl/core';

/** Reads wire bytes into values; the last row must be complete. */
export function parseWire(bytes: Buffer): readonly (readonly (string | null)[])[] {
  if (bytes.length === 0) return [];
  const lines = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    .decode(bytes)
    .split('\n');
  const rest = lines.pop();
  if (rest !== '') throw new TypeError(`the wire ends inside a row: ${rest}`);
  return lines.map(parseWireRow);
}

/** A value as the wire carries it. */
export function printField(value: string | null): string {
  if (value === null) return '\\N';
  return value
    .replaceAll('\\', '\\\\')
    .replaceAll('\t', '\\t')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r');
}
