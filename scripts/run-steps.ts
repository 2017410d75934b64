import { spawn } from 'node:child_process';

/** One command of a longer job. */
export interface JobStep {
  readonly title: string;
  readonly command: readonly [string, ...string[]];
  readonly env?: Readonly<Record<string, string>>;
}

/** A step, or several that run at once: none of these needs what another makes. */
export type JobStage = JobStep | readonly JobStep[];

/**
 * Runs the stages in order and stops after the first with a step that fails. A step shows its output as it comes; of
 * steps that run at once, each shows it when it ends. Resolves to true when all passed.
 */
export async function runSteps(stages: readonly JobStage[]): Promise<boolean> {
  const started = Date.now();
  for (const stage of stages) {
    const passed = isStep(stage)
      ? [await runStep(stage)]
      : await Promise.all(stage.map((step) => runStep(step, 'when it ends')));
    if (passed.includes(false)) return false;
  }
  const seconds = secondsSince(started);
  console.log(`\nAll ${stages.flat().length} steps passed in ${seconds} s`);
  return true;
}

function isStep(stage: JobStage): stage is JobStep {
  return 'title' in stage;
}

async function runStep(step: JobStep, shows?: 'when it ends'): Promise<boolean> {
  const from = Date.now();
  if (shows === undefined) console.log(`\n== ${step.title}`);
  const { code, output } = await runCommand(step, shows === undefined ? 'inherit' : 'pipe');
  if (shows !== undefined) process.stdout.write(`\n== ${step.title}\n${output}`);
  const seconds = secondsSince(from);
  if (code === 0) console.log(`== ${step.title}: passed in ${seconds} s`);
  else console.error(`== ${step.title}: FAILED with exit code ${code} after ${seconds} s`);
  return code === 0;
}

function secondsSince(moment: number): string {
  return ((Date.now() - moment) / 1000).toFixed(1);
}

function runCommand(
  step: JobStep,
  stdio: 'inherit' | 'pipe',
): Promise<{ readonly code: number; readonly output: string }> {
  const [program, ...args] = step.command;
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio, env: { ...process.env, ...step.env } });
    const output: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (bytes: Buffer) => output.push(bytes));
    }
    const end = (code: number): void => {
      resolve({ code, output: Buffer.concat(output).toString() });
    };
    child.on('error', (error) => {
      console.error(`cannot start ${program}: ${error.message}`);
      end(127);
    });
    child.on('close', (code) => end(code ?? 1));
  });
}
