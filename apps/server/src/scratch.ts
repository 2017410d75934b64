import { join } from 'node:path';
import { claimScratchHome, createOpenScratch } from '@ai-etl/connectors';
import type { OpenScratch } from '@ai-etl/core';
import type { Config } from './config.ts';

/** Scratch databases of this process, for the local route. Call it once. */
export async function makeOpenScratch({
  home,
  scratch,
}: Pick<Config, 'home' | 'scratch'>): Promise<OpenScratch> {
  return createOpenScratch({ ...scratch, home: await claimScratchHome(join(home, 'scratch')) });
}
