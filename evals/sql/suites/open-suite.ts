import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AiEtlError } from '@ai-etl/core';
import { isGeoFolder, openGeo } from './geo.ts';
import { nlqFile, openNlq } from './nlq.ts';
import { openSpider, spiderFile } from './spider.ts';
import type { SqlSuite, SuiteOptions } from './suite.ts';

/** Opens a suite by what its folder holds. Throws VALIDATION_ERROR for a folder of no known kind. */
export async function openSuite(options: SuiteOptions): Promise<SqlSuite> {
  const { folder } = options;
  if (existsSync(join(folder, spiderFile))) return openSpider(options);
  if (existsSync(join(folder, nlqFile))) return await openNlq(options);
  if (isGeoFolder(folder)) return await openGeo(options);
  throw new AiEtlError('VALIDATION_ERROR', `"${folder}" holds no suite.`, {
    details: [
      {
        field: 'suite',
        error: `a folder with ${spiderFile}, ${nlqFile}, or geo.jsonl / restaurants.jsonl is needed`,
      },
    ],
  });
}
