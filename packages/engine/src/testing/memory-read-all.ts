import type { Readable } from 'node:stream';
import type { MemorySystem } from './memory-system.ts';

/** All lines of a stream, as the system's faults let them arrive. */
export function readAll(
  system: MemorySystem,
  stream: Readable,
  signal: AbortSignal,
): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    let text = '';
    const fail = (error: unknown) => {
      stream.destroy();
      reject(error);
    };
    stream.on('data', (chunk: Buffer) => {
      if (system.faults.writeDies !== undefined) fail(system.faults.writeDies);
      text += chunk.toString();
    });
    stream.once('error', fail);
    stream.once('end', () => {
      const lines = text.split('\n').slice(0, -1);
      resolve(lines.map((line) => system.faults.damage?.(line) ?? line));
    });
    if (signal.aborted) fail(signal.reason);
    signal.addEventListener('abort', () => fail(signal.reason), { once: true });
  });
}
