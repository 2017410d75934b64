/** What `npm start` runs: brings servers where none are configured, then keeps an API and a worker alive. */
import { messageOf } from '@ai-etl/core';
import { readConfig } from './config.ts';
import { exitCodes } from './process/exit-codes.ts';
import { readCommand, runCommand } from './startup/commands.ts';
import { readStartOptions, usage } from './startup/options.ts';
import { startInstallation } from './startup/start-installation.ts';

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const stopping = new AbortController();
const ended = new AbortController();
let installation: Awaited<ReturnType<typeof startInstallation>> | undefined;

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (stopping.signal.aborted) {
      installation?.kill();
      process.exit(exitCodes.failed);
    }
    stopping.abort();
  });
}

try {
  const command = readCommand(process.argv.slice(2));
  const options = command === null ? readStartOptions(process.argv.slice(2), process.env) : null;
  if (command !== null) {
    await runCommand(command, { config: readConfig(), say, signal: stopping.signal });
  } else if (options === null) say(usage);
  else {
    installation = await startInstallation({
      ...options,
      environment: process.env,
      say,
      signal: stopping.signal,
      onGivenUp: () => ended.abort(),
    });
    await aborted(AbortSignal.any([stopping.signal, ended.signal]));
    if (!ended.signal.aborted) say('Stopping.');
    await installation.stop();
    process.exitCode = ended.signal.aborted ? exitCodes.misconfigured : exitCodes.ok;
  }
} catch (error) {
  if (!stopping.signal.aborted) {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exitCode = exitCodes.failed;
  }
}
process.exit();

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
