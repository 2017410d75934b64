/**
 * `node main-s3-load.ts <JSON>`: loads rows into files of a bucket, in a process of its own, which its test kills.
 * JSON: `{"settings": {…}, "name": "out/*.csv", "key": {…}, "megabytes": 40}`.
 */
import { z } from 'zod';
import { files } from '../files/connector.ts';
import { append } from '../kit/contract/lab.ts';
import { largeColumns, largeRows } from './large-rows.ts';
import { stageRows } from './s3-lab.ts';

const Load = z.object({
  settings: z.record(z.string(), z.string()),
  name: z.string(),
  key: z.object({ runId: z.string(), step: z.string(), attempt: z.int() }),
  megabytes: z.int(),
});

const { settings, name, key, megabytes } = Load.parse(JSON.parse(process.argv[2] ?? ''));
const session = await files.open(settings, { label: 'ai-etl test', connectTimeoutMs: 5000 });
const options = { name, key, columns: largeColumns, write: append };
const { staging, publish } = await stageRows(session, options, largeRows(megabytes));
await staging.publish(publish);
await session.close();
