import { fractionDigits } from '../limits.ts';

const microsecondDigits = 6;

/** A time or moment, NULL where the native type would round its fraction or does not reach it. Pure. */
export function keptMoment(moment: string, native: string): string {
  const step = 10 ** (microsecondDigits - fractionDigits(native));
  const tests = [
    ...(step === 1 ? [] : [`MICROSECOND(${moment}) % ${step} = 0`]),
    ...(native.startsWith('timestamp')
      ? [
          `${moment} BETWEEN TIMESTAMP'1970-01-01 00:00:01' AND TIMESTAMP'2038-01-19 03:14:07.999999'`,
        ]
      : []),
  ];
  return tests.length === 0 ? moment : `CASE WHEN ${tests.join(' AND ')} THEN ${moment} END`;
}
