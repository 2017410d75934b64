import { chromium, type Page, type Response } from 'playwright-core';

/** /docs in a browser, used as a person would: by what is written on it. */
export interface DocsPage {
  readonly page: Page;
  /** Addresses that the page asked and that are not ours. */
  readonly foreignRequests: readonly string[];
  /** What went wrong in the page's own scripts, refusals of its content policy included. */
  readonly troubles: readonly string[];
  /** Opens the form of an operation, given as `post /api/v1/auth/login`. */
  openRequest(group: string, operation: string): Promise<void>;
  /** Replaces the JSON body of the form that is open. */
  fillBody(body: unknown): Promise<void>;
  /** Types into the token field of the form that is open. */
  fillToken(token: string): Promise<void>;
  /** Sends the form that is open to `path`; answers what the page then shows. */
  send(path: string): Promise<{ readonly status: number; readonly shown: string }>;
  /** Closes the form that is open. */
  closeRequest(): Promise<void>;
  close(): Promise<void>;
}

/** Opens it; the caller closes it. */
export async function openDocs(program: string, origin: string): Promise<DocsPage> {
  const browser = await chromium.launch({
    executablePath: program,
    // As root, as in containers, Chromium starts only without it.
    chromiumSandbox: process.getuid?.() !== 0,
    args: ['--disable-dev-shm-usage', '--disable-background-networking'],
  });
  const page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
  page.setDefaultTimeout(60_000);
  const foreignRequests: string[] = [];
  const troubles: string[] = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.origin === origin || url.protocol === 'data:' || url.protocol === 'blob:') return;
    foreignRequests.push(request.url());
  });
  page.on('websocket', (socket) => foreignRequests.push(socket.url()));
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) troubles.push(message.text());
  });
  await page.goto(`${origin}/docs`);
  const form = page.getByRole('dialog');

  return {
    page,
    foreignRequests,
    troubles,
    openRequest: async (group, operation) => {
      const closed = page.getByRole('button', { name: `Open Group - ${group}`, exact: true });
      if (await closed.isVisible()) await closed.click();
      const [method = '', path = ''] = operation.split(' ');
      await page.locator(`a[href$="/${method.toUpperCase()}${path}"]`).first().click();
      await page.getByRole('button', { name: `(${operation})` }).click();
      await form.waitFor();
    },
    fillBody: (body) =>
      form.locator('.cm-content[contenteditable="true"]').first().fill(JSON.stringify(body)),
    fillToken: (token) => form.getByPlaceholder('Token').fill(token),
    send: async (path) => {
      const answered = page.waitForResponse(
        (one: Response) => new URL(one.url()).pathname === path,
      );
      await form.getByRole('button', { name: /^Send/ }).first().click();
      const status = (await answered).status();
      // The answer stands in an editor that nobody can write to.
      const answer = form.locator('.cm-content[contenteditable="false"]').last();
      await answer.filter({ hasText: '"' }).waitFor();
      return { status, shown: await answer.innerText() };
    },
    closeRequest: async () => {
      await form.getByRole('button', { name: 'Close Client' }).first().click();
      await form.waitFor({ state: 'hidden' });
    },
    close: () => browser.close(),
  };
}
