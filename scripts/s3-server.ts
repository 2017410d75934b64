/**
 * Brings S3Proxy, a server of S3's protocol, from Maven's registry into `.cache/s3proxy`, for the tests of
 * buckets. Where Java or Maven cannot be started it says so, brings nothing, and those tests are skipped.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const folder = join(here, '..', '.cache', 's3proxy');
const say = (text: string): void => void process.stderr.write(`[setup] ${text}\n`);

function hasJars(): boolean {
  try {
    return readdirSync(folder).some((name) => name.startsWith('s3proxy-'));
  } catch {
    return false;
  }
}

function runs(program: string): boolean {
  return spawnSync(program, ['-version']).status === 0;
}

if (!runs('java')) {
  say('No Java can be started here: the tests of S3 buckets are skipped. Install a JDK for them.');
} else if (hasJars()) {
  say(`S3 server for tests: ${folder}`);
} else if (!runs('mvn')) {
  say('No Maven here: the tests of S3 buckets are skipped. Install it for them.');
} else {
  say('Bringing S3Proxy with Maven.');
  const part = `${folder}.part`;
  rmSync(part, { recursive: true, force: true });
  const done = spawnSync(
    'mvn',
    [
      '-q',
      '-B',
      '-f',
      join(here, 's3-server', 'pom.xml'),
      'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies',
      '-DincludeScope=runtime',
      `-DoutputDirectory=${part}`,
    ],
    { stdio: ['ignore', 2, 2], timeout: 600_000 },
  );
  if (done.status === 0) renameSync(part, folder);
  else say('Maven could not bring it: the tests of S3 buckets are skipped.');
}
