#!/usr/bin/env node
/** The process of `ai-etl`: signals in, exit code out. */
import { runCli } from './cli.ts';
import { exitCodes } from './exit-codes.ts';

const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // The second one means: at once.
    if (stopping.signal.aborted) process.exit(exitCodes.interrupted);
    stopping.abort(new Error('interrupted'));
  });
}

// `ai-etl logs -f … | head` ends when head has read enough; that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? exitCodes.ok : exitCodes.failed);
});

process.exitCode = await runCli(process.argv.slice(2), {
  environment: process.env,
  signal: stopping.signal,
});
