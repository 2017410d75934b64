import { AiEtlError, describeObject, type ObjectName } from '@ai-etl/core';

/**
 * How many rows are published, of those that arrived. Throws VALUE_REJECTED when none is: then the
 * source has changed, and a replaced target would be left without rows. Pure.
 */
export function countFitting(
  target: ObjectName,
  { arrived, apart = 0n }: { readonly arrived: bigint; readonly apart: bigint | undefined },
): bigint {
  if (apart === 0n || apart < arrived) return arrived - apart;
  throw new AiEtlError(
    'VALUE_REJECTED',
    `None of ${arrived} rows fits ${describeObject(target)}, so nothing was set apart and nothing was published. Look at what the source sends now: its types have changed.`,
  );
}
