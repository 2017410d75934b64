import { defineConfig } from 'vitest/config';

/**
 * Inside this checkout `@ai-etl/sdk` is its sources, not what was built last. Without `module`: what packages offer
 * bundlers under it is not always what Node.js can load (@aws-sdk).
 */
const ssr = {
  resolve: { conditions: ['ai-etl-source', 'node', 'development|production'] },
};

/** Two projects: `unit` needs nothing but this checkout; `integration` needs servers. */
export default defineConfig({
  test: {
    projects: [
      {
        ssr,
        test: {
          name: 'unit',
          include: [
            'packages/*/src/**/*.test.ts',
            'apps/*/src/**/*.test.ts',
            'sdks/typescript/src/**/*.test.ts',
            'scripts/**/*.test.ts',
            'evals/**/*.test.ts',
          ],
          exclude: ['**/*.integration.test.ts', '**/node_modules/**'],
          testTimeout: 20_000,
          // No test changes what modules share, so they are loaded once per worker: a third of the time.
          isolate: false,
          // Nothing waits for servers here: a core that is left idle is time lost.
          maxWorkers: '100%',
          expect: { poll: { timeout: 15_000 } },
        },
      },
      {
        ssr,
        test: {
          name: 'integration',
          include: [
            'packages/*/src/**/*.integration.test.ts',
            'apps/*/src/**/*.integration.test.ts',
            'sdks/typescript/src/**/*.integration.test.ts',
            'tests/**/*.integration.test.ts',
            'evals/**/*.integration.test.ts',
          ],
          exclude: ['**/node_modules/**'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          // What a test waits for comes late on a busy machine, not never: one second is no answer.
          expect: { poll: { timeout: 60_000 } },
          // Tests mostly wait for servers, which they share; each has a database of its own.
          maxWorkers: 2,
        },
      },
    ],
  },
});
