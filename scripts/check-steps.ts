import type { JobStage } from './run-steps.ts';

/** The steps of `npm run check`; `npm test` begins with them. */
export function checkSteps(): readonly JobStage[] {
  const bin = (name: string): string => `node_modules/.bin/${name}`;
  return [
    [
      { title: 'format', command: [bin('prettier'), '--check', '--log-level', 'warn', '.'] },
      { title: 'lint', command: [bin('oxlint'), '--type-aware', '--quiet'] },
      { title: 'layers', command: [process.execPath, 'scripts/check-layers.ts'] },
      { title: 'types', command: [bin('tsc'), '-p', 'tsconfig.json'] },
    ],
    { title: 'unit tests', command: [bin('vitest'), 'run', '--project', 'unit'] },
  ];
}
