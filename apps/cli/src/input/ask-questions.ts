import type { ClarifyRequest, Pipeline, Question } from '@ai-etl/sdk';
import type { CommandContext, OptionSpec } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { reportQuestions } from '../output/pipeline-report.ts';
import { safeText } from '../output/safe-text.ts';
import { CommandError } from '../usage-error.ts';

type Answers = ClarifyRequest['answers'];

export const answerOption: OptionSpec = {
  type: 'string',
  multiple: true,
  value: 'ID=VALUE',
  help: 'Answer an open question; may be repeated',
};

export interface Answering {
  /** Of `--answer`, by id. */
  readonly given: Readonly<Record<string, string>>;
  /** The command that takes the missing answers. */
  readonly again: string;
}

/**
 * Asks until nothing is open: what was given as `--answer` first, then the person. Throws
 * CommandError (exit code 7) when something stays open and there is nobody to ask.
 */
export async function settleQuestions(
  context: CommandContext,
  pipeline: Pipeline,
  { given, again }: Answering,
): Promise<Pipeline> {
  const { terminal, json, signal } = context;
  let current = pipeline;
  const unused = new Map(Object.entries(given));
  while (current.questions.length > 0) {
    const answers: Record<string, Answers[string]> = {};
    for (const question of current.questions) {
      const prepared = unused.get(question.id);
      if (prepared === undefined) continue;
      unused.delete(question.id);
      answers[question.id] = read(question, prepared);
    }
    if (Object.keys(answers).length === 0) {
      if (!terminal.interactive || json) throw open(context, current, again);
      for (const question of current.questions) {
        answers[question.id] = await ask(context, question);
      }
    }
    current = await current.clarify(answers, { signal });
  }
  return current;
}

async function ask(
  { terminal, style, signal }: CommandContext,
  question: Question,
): Promise<Answers[string]> {
  terminal.say(`${style.warn('?')} ${safeText(question.question)}`);
  question.choices.forEach((choice, at) => {
    terminal.say(`  ${at + 1}. ${safeText(choice.label)}  ${style.dim(safeText(choice.because))}`);
  });
  const how = howToAnswer(question);
  for (;;) {
    const text = (await terminal.ask(`${how}:`, { signal })).trim();
    const answer = numbered(question, text);
    if (answer !== null) return answer;
    terminal.say(`Please give ${how.toLowerCase()}.`);
  }
}

function howToAnswer({ choices, allow_free_text, allow_multiple }: Question): string {
  if (choices.length === 0) return 'Your answer';
  const number = allow_multiple ? 'Numbers with commas' : `A number from 1 to ${choices.length}`;
  return allow_free_text ? `${number}, or your own words` : number;
}

/** Numbers mean choices; else a choice's own text, else free text where that is allowed. */
function numbered(question: Question, text: string): Answers[string] | null {
  if (text === '') return null;
  const parts = question.allow_multiple ? text.split(',').map((one) => one.trim()) : [text];
  const values = parts.map((part) => {
    const byNumber = /^\d{1,4}$/.test(part) ? question.choices[Number(part) - 1] : undefined;
    return (byNumber ?? question.choices.find((one) => one.value === part || one.label === part))
      ?.value;
  });
  const chosen = values.filter((one) => one !== undefined);
  if (chosen.length === parts.length) return question.allow_multiple ? chosen : (chosen[0] ?? null);
  return question.allow_free_text ? text : null;
}

/** Given on the command line: the server judges it. */
function read(question: Question, text: string): Answers[string] {
  return question.allow_multiple ? text.split(',').map((one) => one.trim()) : text;
}

function open(context: CommandContext, pipeline: Pipeline, again: string): CommandError {
  if (!context.json) reportQuestions(context, pipeline);
  const ids = pipeline.questions.map((one) => one.id);
  return new CommandError(
    exitCodes.questions,
    `The sentence leaves ${ids.length === 1 ? 'a question' : 'questions'} open: ${ids.join(', ')}. ` +
      `Answer with: ${again} ${ids.map((id) => `--answer ${id}=…`).join(' ')}`,
  );
}
