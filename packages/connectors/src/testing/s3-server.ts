import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chooseFreePort } from '@ai-etl/local';
import { startsProgram } from './starts-program.ts';

export interface S3Server {
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Folder in which an object `a/b` of a bucket is the file `bucket/a/b`. */
  readonly data: string;
  stop(): Promise<void>;
}

const jars = fileURLToPath(new URL('../../../../.cache/s3proxy', import.meta.url));

const missing = existsSync(jars)
  ? startsProgram('java', ['-version'])
    ? undefined
    : 'no Java can be started'
  : 'no S3 server was brought (scripts/s3-server.ts)';
if (missing !== undefined) {
  process.stderr.write(`Skipped: ${missing}, so buckets are not tested.\n`);
}

/** True where `node scripts/s3-server.ts` has brought the server and Java starts; else the reason is printed. */
export const hasS3Server = missing === undefined;

/** Starts S3Proxy, which checks signatures as Amazon does, on a folder of its own. */
export async function startS3Server(bucket: string): Promise<S3Server> {
  const home = await mkdtemp(join(tmpdir(), 'ai-etl-s3-server-'));
  const data = join(home, 'data');
  await mkdir(join(data, bucket), { recursive: true });
  const endpoint = `http://127.0.0.1:${await chooseFreePort()}`;
  const accessKeyId = 'test-key';
  const secretAccessKey = 'test-secret-key';
  const settings = {
    's3proxy.endpoint': endpoint,
    's3proxy.authorization': 'aws-v2-or-v4',
    's3proxy.identity': accessKeyId,
    's3proxy.credential': secretAccessKey,
    // Asked for, and of no use to a folder.
    'jclouds.identity': 'none',
    'jclouds.credential': 'none',
    // `filesystem-nio2` ends a listing early, without a word, where another request removes an object meanwhile.
    'jclouds.provider': 'filesystem',
    'jclouds.filesystem.basedir': data,
  };
  const properties = join(home, 's3proxy.conf');
  const quiet = join(home, 'logback.xml');
  await writeFile(
    properties,
    Object.entries(settings)
      .map((one) => `${one.join('=')}\n`)
      .join(''),
  );
  await writeFile(quiet, '<configuration><root level="off"/></configuration>');
  const child = spawn(
    'java',
    [
      '-Xmx192m',
      '-XX:TieredStopAtLevel=1',
      '-XX:+UseSerialGC',
      `-Dlogback.configurationFile=${quiet}`,
      '-cp',
      `${jars}/*`,
      'org.gaul.s3proxy.Main',
      '--properties',
      properties,
    ],
    { stdio: 'ignore' },
  );
  let trouble: Error | undefined;
  child.once('error', (error) => {
    trouble = error;
  });
  const stop = async (): Promise<void> => {
    if (isRunning(child)) {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    }
    await rm(home, { recursive: true, force: true });
  };
  while (isRunning(child)) {
    const answered = await fetch(endpoint).then(
      () => true,
      () => false,
    );
    if (answered) return { endpoint, accessKeyId, secretAccessKey, data, stop };
    await pause(100);
  }
  await stop();
  throw new TypeError(
    trouble === undefined
      ? `S3Proxy ended with ${child.signalCode ?? `exit code ${child.exitCode}`}`
      : `S3Proxy could not be started: ${trouble.message}`,
  );
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}
