import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { AiEtlError, messageOf } from '@ai-etl/core';
import { z } from 'zod';

const Identified = z.object({ id: z.union([z.string(), z.number()]) });

export interface LineProgram {
  readonly input: Readable;
  readonly output: Writable;
  /** One line of JSON, parsed, to what is printed beside its id. */
  readonly answer: (line: unknown) => Promise<object>;
}

/**
 * Answers each line of JSON with one line of JSON, in order, until the input ends. A line that cannot be
 * answered gets `{id, "error": {code, message}}`, and the next one its turn.
 */
export async function answerLines({ input, output, answer }: LineProgram): Promise<void> {
  for await (const text of createInterface({ input, crlfDelay: Infinity })) {
    if (text.trim() === '') continue;
    const line = await answerLine(text, answer);
    const isDrained = output.write(`${JSON.stringify(line)}\n`);
    if (!isDrained) await new Promise((resolve) => output.once('drain', resolve));
  }
}

async function answerLine(text: string, answer: LineProgram['answer']): Promise<object> {
  let id: string | number | null = null;
  try {
    const line = parseJson(text);
    id = Identified.safeParse(line).data?.id ?? null;
    return { id, ...(await answer(line)) };
  } catch (error) {
    return { id, error: shown(error) };
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new AiEtlError('VALIDATION_ERROR', `This line is no JSON: ${messageOf(error)}.`);
  }
}

function shown(error: unknown): { readonly code: string; readonly message: string } {
  if (error instanceof z.ZodError) {
    const message = error.issues
      .map((issue) => `${issue.path.join('.') || 'the line'}: ${issue.message}`)
      .join('; ');
    return { code: 'VALIDATION_ERROR', message };
  }
  const code = error instanceof AiEtlError ? error.code : 'INTERNAL_ERROR';
  return { code, message: messageOf(error) };
}
