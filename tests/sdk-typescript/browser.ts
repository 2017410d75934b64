import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs a script in a page on a port, in a browser without a screen; answers what it posts to /result. */
export async function runInBrowser(
  browser: string,
  { script, port }: { readonly script: string; readonly port: number },
): Promise<unknown> {
  const profile = await mkdtemp(join(tmpdir(), 'ai-etl-browser-'));
  const result = Promise.withResolvers<unknown>();
  const page = createServer((request, response) => {
    if (request.url === '/result') {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => result.resolve(JSON.parse(Buffer.concat(chunks).toString())));
      response.end();
      return;
    }
    void serve(request.url === '/script.js' ? script : null, response);
  });
  await new Promise<void>((resolve) => page.listen(port, '127.0.0.1', resolve));
  const child = spawn(
    browser,
    [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--no-first-run',
      `--user-data-dir=${profile}`,
      `http://127.0.0.1:${port}/`,
    ],
    { stdio: 'ignore' },
  );
  child.once('exit', (code) => result.reject(new Error(`the browser ended with ${code}`)));
  const late = setTimeout(() => result.reject(new Error('no result within 90 s')), 90_000);
  try {
    return await result.promise;
  } finally {
    clearTimeout(late);
    const gone = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGKILL');
    await gone;
    page.closeAllConnections();
    page.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function serve(script: string | null, response: ServerResponse): Promise<void> {
  if (script === null) {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(
      '<!doctype html><title>suite</title><script type="module" src="/script.js"></script>',
    );
    return;
  }
  response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8' });
  response.end(await readFile(script));
}
