import type { AskedFrom } from '../pagination/page-request.ts';
import type { Incremental } from '../resource.ts';
import type { LowerBound } from './lower-bound.ts';

/** The parameter that asks for records from a cursor value on. Pure. */
export function askedFrom(
  { param, in: place, format, template }: Incremental,
  bound: LowerBound,
): AskedFrom {
  return { param, in: place, value: template.replaceAll('{value}', spelled(bound, format)) };
}

/** As the API wants it, never later than the bound: it may answer more than is needed, not less. */
function spelled(bound: LowerBound, format: Incremental['format']): string {
  if (bound.kind === 'number') return bound.text;
  const micros =
    bound.kind === 'moment' ? bound.micros : BigInt(Date.parse(`${bound.text}T00:00:00Z`)) * 1000n;
  const ms = floorDivide(micros, 1000n);
  const text = new Date(Number(ms)).toISOString();
  switch (format ?? (bound.kind === 'date' ? 'date' : 'rfc3339')) {
    case 'date':
      return text.slice(0, 10);
    case 'unix':
      return String(floorDivide(ms, 1000n));
    case 'unix_ms':
      return String(ms);
    default: {
      const fraction = String(micros - floorDivide(micros, 1_000_000n) * 1_000_000n)
        .padStart(6, '0')
        .replace(/0+$/, '');
      const zone = bound.kind === 'moment' && !bound.hasZone ? '' : 'Z';
      return `${text.slice(0, 19)}${fraction === '' ? '' : `.${fraction}`}${zone}`;
    }
  }
}

/** Towards the past, also before 1970. */
function floorDivide(value: bigint, by: bigint): bigint {
  return value / by - (value % by < 0n ? 1n : 0n);
}
