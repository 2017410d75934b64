interface FloatFormat {
  readonly bytes: 4 | 8;
  /** Bits of the fraction. */
  readonly fraction: number;
  readonly bias: number;
}

const formats: Readonly<Record<'float32' | 'float64', FloatFormat>> = {
  float32: { bytes: 4, fraction: 23, bias: 127 },
  float64: { bytes: 8, fraction: 52, bias: 1023 },
};

/**
 * The big-endian IEEE 754 bytes of a float, as PostgreSQL's float8send: what checksums of floats look at.
 * MySQL has no function for them. Powers of two and divisions by them are exact, so the fraction comes out
 * exactly; LOG2 may be off by one beside a power of two, which the first digit (1 to 2) tells.
 */
export function floatBytes(value: string, kind: 'float32' | 'float64'): string {
  const { bytes, fraction, bias } = formats[kind];
  const size = `ABS(${value})`;
  const least = 1 - bias;
  const exponent = `LEAST(GREATEST(FLOOR(LOG2(${size})), ${least}), ${bias})`;
  const digits = `(${size} / POW(2, ${exponent}))`;
  const unit = (2n ** BigInt(fraction)).toString();
  // Bits of exponent + bias and the fraction without its leading 1, as one integer.
  const bitsOf = (power: string, leading: string): string =>
    `(CAST(${power} + ${bias - 1} AS UNSIGNED) * ${unit} + CAST(${leading} * ${unit}e0 AS UNSIGNED))`;
  const normal = `CASE WHEN ${digits} < 1 THEN ${bitsOf(`(${exponent} - 1)`, `${digits} * 2e0`)} WHEN ${digits} >= 2 THEN ${bitsOf(`(${exponent} + 1)`, `${digits} / 2e0`)} ELSE ${bitsOf(exponent, digits)} END`;
  const half = (fraction + bias - 1) / 2;
  const tiny = `CAST(${size} * POW(2, ${Math.floor(half)}) * POW(2, ${Math.ceil(half)}) AS UNSIGNED)`;
  const isTiny = `${size} < ${kind === 'float64' ? '2.2250738585072014e-308' : '1.1754943508222875e-38'}`;
  const magnitude = `CASE WHEN ${value} = 0 THEN 0 WHEN ${isTiny} THEN ${tiny} ELSE ${normal} END`;
  const sign = (2n ** BigInt(bytes * 8 - 1)).toString();
  const whole = `(${magnitude}) + CASE WHEN ${value} < 0 THEN ${sign} ELSE 0 END`;
  return `UNHEX(LPAD(HEX(CAST(${whole} AS UNSIGNED)), ${bytes * 2}, '0'))`;
}
