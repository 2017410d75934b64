/** `npm run check`: format, lint, layers, types, unit tests. Needs no server. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkSteps } from './check-steps.ts';
import { runSteps } from './run-steps.ts';

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'));
if (!(await runSteps(checkSteps()))) process.exitCode = 1;
