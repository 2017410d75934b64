import { ratio } from './statistics.ts';

/** Answers whose confidence lies in a range, and how many of them are right: equal where it is calibrated. */
export interface ConfidenceBin {
  /** Inclusive. */
  readonly from: number;
  /** Exclusive, but for 1. */
  readonly to: number;
  readonly answers: number;
  readonly accuracy: number | null;
}

const bins = 5;

export function calibrate(
  answers: readonly { readonly confidence: number; readonly isRight: boolean }[],
): readonly ConfidenceBin[] {
  return Array.from({ length: bins }, (_, at) => {
    const inBin = answers.filter(
      ({ confidence }) => Math.min(Math.floor(confidence * bins), bins - 1) === at,
    );
    const right = inBin.filter((one) => one.isRight).length;
    return {
      from: at / bins,
      to: (at + 1) / bins,
      answers: inBin.length,
      accuracy: ratio(right, inBin.length),
    };
  }).filter((bin) => bin.answers > 0);
}
