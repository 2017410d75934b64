import { invariant } from '@ai-etl/core';

/**
 * A decimal text as an integer of units of 10^-scale: `-1.5` at scale 2 is `-150`. So both sides
 * may print their sum with or without trailing zeros.
 */
export function scaledInteger(text: string, scale: number): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  invariant(match !== null, `${text} is a decimal text`);
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  invariant(fraction.length <= scale, `${text} has at most ${scale} decimals`);
  return BigInt(`${match[1]}${match[2]}${fraction.padEnd(scale, '0')}`).toString();
}
