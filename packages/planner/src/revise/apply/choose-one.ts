import type { Choice } from '../../plan-types.ts';
import { ask, askOne, type Findings } from '../../link/findings.ts';

const nothing: Choice = {
  value: 'nothing',
  label: 'change nothing here',
  because: 'this part of the instruction is left out',
};

/** What a part of the pipeline is called where one of several must be chosen. */
export interface Candidate<Part> {
  readonly part: Part;
  /** Shown, and the answer. */
  readonly label: string;
}

export interface Choosing<Part> {
  readonly id: string;
  /** Words of the instruction. */
  readonly said: string;
  /** What is looked for: "filter". */
  readonly noun: string;
  /** Those that fit the words. */
  readonly fitting: readonly Candidate<Part>[];
  /** All there are. */
  readonly all: readonly Candidate<Part>[];
  /** Whether several may be meant together. */
  readonly multiple: boolean;
}

/**
 * The parts that the words mean: the one that fits, or those that are answered. Empty: none, after
 * asking; a part of an instruction is never left out without an answer.
 */
export function chooseParts<Part>(
  findings: Findings,
  choosing: Choosing<Part>,
): readonly Candidate<Part>[] {
  const { id, said, noun, fitting, all, multiple } = choosing;
  if (fitting.length === 1) return fitting;
  const offered = fitting.length > 0 ? fitting : all;
  const problem =
    all.length === 0
      ? `"${said}": the pipeline has no ${noun}.`
      : fitting.length === 0
        ? `"${said}": no ${noun} fits these words.`
        : `"${said}": there are ${fitting.length} that fit.`;
  const question =
    all.length === 0
      ? `${problem} Leave this part of the instruction out?`
      : `${problem} Which ${noun} is meant?`;
  const answer = ask(findings, {
    id,
    field: 'operations',
    question,
    choices: [
      ...offered.map(({ label }) => ({ value: label, label, because: `it is a ${noun} now` })),
      nothing,
    ],
    multiple,
  });
  if (answer === null || answer.includes(nothing.value)) return [];
  return all.filter(({ label }) => answer.includes(label));
}

/** Asks whether a part that could not be read may be left out. */
export function askLeaveOut(findings: Findings, id: string, question: string): void {
  askOne(findings, { id, field: 'operations', question, choices: [nothing] });
}
