import { spawn } from 'node:child_process';

/** One command of a longer job. */
export interface JobStep {
  readonly title: string;
  readonly command: readonly [string, ...string[]];
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs the steps in order, each with its output shown; stops at the first that fails.
 * Resolves to true when all passed.
 */
export async function runSteps(steps: readonly JobStep[]): Promise<boolean> {
  const started = Date.now();
  for (const step of steps) {
    const from = Date.now();
    console.log(`\n== ${step.title}`);
    const code = await runCommand(step);
    const seconds = ((Date.now() - from) / 1000).toFixed(1);
    if (code !== 0) {
      console.error(`== ${step.title}: FAILED with exit code ${code} after ${seconds} s`);
      return false;
    }
    console.log(`== ${step.title}: passed in ${seconds} s`);
  }
  console.log(
    `\nAll ${steps.length} steps passed in ${((Date.now() - started) / 1000).toFixed(1)} s`,
  );
  return true;
}

function runCommand(step: JobStep): Promise<number> {
  const [program, ...args] = step.command;
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'inherit', env: { ...process.env, ...step.env } });
    child.on('error', (error) => {
      console.error(`cannot start ${program}: ${error.message}`);
      resolve(127);
    });
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
