/** How much text or how many bytes a type takes. */
export interface Room {
  readonly unit: 'characters' | 'bytes';
  readonly most: number;
}

const integerBits: Readonly<Record<string, bigint>> = {
  tinyint: 8n,
  smallint: 16n,
  mediumint: 24n,
  int: 32n,
  bigint: 64n,
};

const lobBytes: Readonly<Record<string, number>> = {
  tiny: 255,
  '': 65_535,
  medium: 16_777_215,
};

/** The least and the greatest number of an integer type; undefined for others. */
export function integerRangeOf(native: string): readonly [bigint, bigint] | undefined {
  const bits = integerBits[/^\w+/.exec(native)?.[0] ?? ''];
  if (bits === undefined) return undefined;
  return isUnsigned(native)
    ? [0n, (1n << bits) - 1n]
    : [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n];
}

/** True for numbers that are never below zero. */
export function isUnsigned(native: string): boolean {
  return /\bunsigned\b/.test(native);
}

/** The room of text and bytes that may be too long for it; undefined where none is, and for `binary`, which pads. */
export function roomOf(native: string): Room | undefined {
  const [, kind, length] = /^(char|varchar|varbinary)\((\d+)\)/.exec(native) ?? [];
  if (length !== undefined) {
    return { unit: kind === 'varbinary' ? 'bytes' : 'characters', most: Number(length) };
  }
  const most = lobBytes[/^(tiny|medium|)(?:text|blob)\b/.exec(native)?.[1] ?? 'long'];
  return most === undefined ? undefined : { unit: 'bytes', most };
}

/** Digits of a second's fraction that a time or moment keeps. */
export function fractionDigits(native: string): number {
  return Number(/\((\d)\)/.exec(native)?.[1] ?? 0);
}
