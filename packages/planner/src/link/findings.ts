import type { Assumption, Diagnostic, ErrorDetail } from '@ai-etl/core';
import type { Answers, Choice, ColumnPlace, Question, QuestionField } from '../plan-types.ts';

/** Everything that comes up while words are linked and built: collected, never just the first. */
export interface Findings {
  readonly answers: Answers;
  readonly assumptions: Assumption[];
  readonly questions: Question[];
  readonly diagnostics: Diagnostic[];
  readonly rejected: ErrorDetail[];
  /** Ids of questions that came up, answered ones too. */
  readonly asked: Set<string>;
}

/** Findings of a plan that begins, with the answers known so far. */
export function openFindings(answers: Answers): Findings {
  return {
    answers,
    assumptions: [],
    questions: [],
    diagnostics: [],
    rejected: [],
    asked: new Set(),
  };
}

/** A question as its asker puts it. */
export interface Asking {
  readonly id: string;
  readonly field: QuestionField;
  readonly question: string;
  readonly choices: readonly Choice[];
  readonly multiple?: boolean;
  /** The column whose values would answer it. */
  readonly valuesOf?: ColumnPlace;
  /** Reads an answer that is no choice: its canonical form, or null when it will not do. */
  readonly accept?: (text: string) => string | null;
}

const maxChoices = 20;
const maxAnswers = 500;

/** The answer to a question, or null after noting the question as open. */
export function ask(findings: Findings, asking: Asking): readonly string[] | null {
  findings.asked.add(asking.id);
  const given = Object.hasOwn(findings.answers, asking.id)
    ? findings.answers[asking.id]
    : undefined;
  const taken = given === undefined ? null : takeAnswer(findings, asking, given);
  if (taken === null) findings.questions.push(toQuestion(asking));
  return taken;
}

/** The answer to a question that takes one value. */
export function askOne(findings: Findings, asking: Asking): string | null {
  return ask(findings, asking)?.[0] ?? null;
}

function toQuestion(asking: Asking): Question {
  return {
    id: asking.id,
    field: asking.field,
    question: asking.question,
    choices: asking.choices.slice(0, maxChoices),
    allow_free_text: asking.accept !== undefined,
    allow_multiple: asking.multiple === true,
    ...(asking.valuesOf === undefined ? {} : { valuesOf: asking.valuesOf }),
  };
}

function takeAnswer(
  findings: Findings,
  asking: Asking,
  given: string | readonly string[],
): readonly string[] | null {
  const list = typeof given === 'string' ? [given] : given;
  if (list.length === 0 || list.length > maxAnswers)
    return reject(findings, asking, 'one answer is needed');
  if (list.length > 1 && asking.multiple !== true) {
    return reject(findings, asking, 'only one value may be chosen');
  }
  const taken: string[] = [];
  for (const text of list) {
    const value = matchChoice(asking.choices, text) ?? asking.accept?.(text.trim()) ?? null;
    if (value === null) return reject(findings, asking, `"${shorten(text)}" is not one of them`);
    taken.push(value);
  }
  return taken;
}

function matchChoice(choices: readonly Choice[], text: string): string | null {
  const wanted = text.trim().toLowerCase();
  const exact = choices.find((choice) => choice.value.toLowerCase() === wanted);
  return (exact ?? choices.find((choice) => choice.label.toLowerCase() === wanted))?.value ?? null;
}

function reject(findings: Findings, asking: Asking, why: string): null {
  const allowed = asking.choices
    .slice(0, maxChoices)
    .map((choice) => choice.value)
    .join(', ');
  const free = asking.accept === undefined ? '' : ', or another valid value';
  findings.rejected.push({
    field: `answers.${asking.id}`,
    error: `${why}. Question: ${asking.question} Allowed: ${allowed === '' ? 'a valid value' : allowed + free}.`,
  });
  return null;
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** Notes a default that the words did not say; ten alternatives at most. */
export function assume(
  findings: Findings,
  assumption: Omit<Assumption, 'alternatives'> & { readonly alternatives?: readonly string[] },
): void {
  findings.assumptions.push({
    ...assumption,
    alternatives: [...(assumption.alternatives ?? [])].slice(0, 10),
  });
}
