import { inspect } from 'node:util';
import { AiEtlError } from '@ai-etl/core';

/** What was thrown, and everything a log would print of it, causes included. */
export async function failure(
  action: Promise<unknown>,
): Promise<{ readonly error: AiEtlError; readonly text: string }> {
  try {
    await action;
  } catch (error) {
    if (error instanceof AiEtlError) return { error, text: inspect(error, { depth: 8 }) };
    throw error;
  }
  throw new TypeError('expected a failure, but it went well');
}
