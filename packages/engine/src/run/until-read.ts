import type { Readable } from 'node:stream';
import { AiEtlError } from '@ai-etl/core';

/**
 * Resolves with true when every row was read; rejects with the source's own error. Other errors
 * come from the target through the pipe (false): the load tells those, in its own words.
 * Listening from the start also keeps an early error from being nobody's.
 */
export function untilRead(stream: Readable): Promise<boolean> {
  return new Promise((resolve, reject) => {
    stream.once('end', () => resolve(true));
    stream.once('close', () => resolve(false));
    stream.on('error', (error) => {
      if (error instanceof AiEtlError) reject(error);
    });
  });
}
