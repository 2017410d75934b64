import { AiEtlError, messageOf } from '@ai-etl/core';
import type { z } from 'zod';

/** One value a line, empty lines passed over. Throws VALIDATION_ERROR that names the line. */
export function readJsonLines<Schema extends z.ZodType>(
  text: string,
  schema: Schema,
): readonly z.infer<Schema>[] {
  return text.split('\n').flatMap((line, at) => {
    if (line.trim() === '') return [];
    try {
      return [schema.parse(JSON.parse(line))];
    } catch (error) {
      throw new AiEtlError(
        'VALIDATION_ERROR',
        `Line ${at + 1} cannot be read: ${messageOf(error)}`,
      );
    }
  });
}
