/** `npm run demo`: the main job on embedded defaults, through the real API and the real worker. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { messageOf } from '@ai-etl/core';
import { asObject, asText, type Json } from './demo/api.ts';
import { startInstallation, type Installation } from './demo/installation.ts';
import { demoUsage, parseDemoOptions, type DemoOptions } from './demo/options.ts';
import { askWarehouse } from './demo/question.ts';
import { createScreen, type Screen } from './demo/screen.ts';
import { deploy, generate, logIn, pause, runAndFollow, showReceipt } from './demo/story.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

await main();

async function main(): Promise<void> {
  try {
    const options = parseDemoOptions(process.argv.slice(2), root);
    if (options === null) {
      console.log(demoUsage);
      return;
    }
    const line = await demo(options);
    if (options.json) console.log(JSON.stringify(line));
  } catch (error) {
    console.error(`\ndemo: ${messageOf(error)}`);
    process.exitCode = 1;
  }
}

/** Resolves with what `--json` prints, when nothing of it runs any more. */
async function demo(options: DemoOptions): Promise<Json> {
  const started = performance.now();
  const screen = createScreen(options.json ? process.stderr : process.stdout);
  screen.heading('1. Start PostgreSQL with a sales database, ClickHouse, the API and a worker');
  const installation = await startInstallation({
    root,
    home: options.home,
    rows: options.rows,
    onLine: (line) => {
      if (!line.startsWith('{')) screen.dim(`  ${line}`);
    },
  });
  const stopOnSignal = (): void => {
    void installation.stop().then(() => process.exit(130));
  };
  process.once('SIGINT', stopOnSignal);
  process.once('SIGTERM', stopOnSignal);
  try {
    const run = await tellStory(options, installation, screen);
    const seconds = (performance.now() - started) / 1000;
    screen.dim(
      `\n  ${seconds.toFixed(1)} s in all. Playground while it runs: npm start -- --sample, then ${installation.origin}/docs`,
    );
    if (run['status'] !== 'success') process.exitCode = 1;
    return summary(run, seconds);
  } finally {
    await installation.stop();
  }
}

async function tellStory(
  options: DemoOptions,
  installation: Installation,
  screen: Screen,
): Promise<Json> {
  screen.good(`ready at ${installation.origin}`);
  const api = await logIn(installation, screen);
  const pipeline = await generate(api, options.sentence, screen);
  await deploy(api, pipeline, screen);
  const run = await runAndFollow(api, pipeline, screen);
  showReceipt(run, screen);
  if (run['status'] === 'success') await askWarehouse(options.home, screen);
  await pause(api, pipeline, screen);
  return run;
}

function summary(run: Json, seconds: number): Json {
  const receipt = asObject(run['receipt']);
  return {
    source_rows: Number(asText(receipt?.['source_rows']) || 0),
    loaded_rows: Number(asText(receipt?.['loaded_rows']) || 0),
    checksums_match: receipt?.['checksums_match'] ?? null,
    run_status: run['status'],
    rows_per_second: Math.round(Number(receipt?.['rows_per_second'] ?? 0)),
    seconds_total: Number(seconds.toFixed(1)),
  };
}
