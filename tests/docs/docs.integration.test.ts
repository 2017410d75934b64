import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findBrowser } from '../browser/find-browser.ts';
import { startInstallation, type Installation } from '../installation/start-installation.ts';
import { openDocs, type DocsPage } from './docs-page.ts';

const browser = findBrowser();
if (browser.program === null) console.log(`skipped: ${browser.reason}`);

describe.skipIf(browser.program === null)('/docs in a browser', () => {
  let home: string;
  let installation: Installation;
  let docs: DocsPage;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'ai-etl-docs-'));
    await chmod(home, 0o711);
    installation = await startInstallation({ home });
    docs = await openDocs(browser.program ?? '', installation.origin);
  }, 300_000);

  afterAll(async () => {
    await docs?.close();
    await installation?.stop();
    await rm(home, { recursive: true, force: true });
  });

  it('lists every operation of the document', async () => {
    const { page } = docs;
    const { paths } = Document.parse(
      await (await fetch(`${installation.origin}/openapi.json`)).json(),
    );
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `/${method.toUpperCase()}${path}`),
    );
    expect(operations.length).toBeGreaterThan(80);
    const closed = page.getByRole('button', { name: /^Open Group - (?!Models)/ });
    await closed.first().waitFor();
    while ((await closed.count()) > 0) await closed.first().click();
    const links = await page
      .locator('a[href*="#tag/"]')
      .evaluateAll((all) => all.map((one) => decodeURIComponent(one.getAttribute('href') ?? '')));
    expect(operations.filter((one) => !links.some((link) => link.endsWith(one)))).toEqual([]);
  });

  it('logs in, and calls with the token it was given', async () => {
    const { email, password } = installation;
    await docs.openRequest('auth', 'get /api/v1/auth/me');
    const refused = await docs.send('/api/v1/auth/me');
    expect(refused).toMatchObject({ status: 401 });
    await docs.closeRequest();

    await docs.openRequest('auth', 'post /api/v1/auth/login');
    await docs.fillBody({ email, password });
    const login = await docs.send('/api/v1/auth/login');
    expect(login.status).toBe(200);
    await docs.fillToken(Login.parse(JSON.parse(login.shown)).access_token);
    await docs.closeRequest();

    await docs.openRequest('auth', 'get /api/v1/auth/me');
    const me = await docs.send('/api/v1/auth/me');
    expect(me.status).toBe(200);
    expect(me.shown).toContain(email);
  });

  it('calls with an API key in the place of a token', async () => {
    await docs.closeRequest();
    await docs.openRequest('api keys', 'post /api/v1/api-keys');
    await docs.fillBody({ name: 'made in the docs' });
    const made = await docs.send('/api/v1/api-keys');
    expect(made.status).toBe(201);
    await docs.fillToken(ApiKey.parse(JSON.parse(made.shown)).key);
    await docs.closeRequest();

    await docs.openRequest('connectors', 'get /api/v1/connectors');
    const connectors = await docs.send('/api/v1/connectors');
    expect(connectors.status).toBe(200);
    expect(connectors.shown).toContain('"type"');
  });

  it('has asked no other server for anything, and broke no rule of its own', () => {
    expect(docs.foreignRequests).toEqual([]);
    expect(docs.troubles).toEqual([]);
  });
});

const Document = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });
const Login = z.object({ access_token: z.string() });
const ApiKey = z.object({ key: z.string() });
