import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSmtpPeer, type SmtpPeer } from '../testing/smtp-peer.ts';
import { demandsTls, openMailer, type Mailer } from './mailer.ts';

describe('the mailer', () => {
  let peer: SmtpPeer;
  let mailer: Mailer;
  beforeAll(async () => {
    peer = await startSmtpPeer();
    mailer = openMailer({ smtpUrl: peer.url, from: 'AI-ETL <etl@example.com>' });
  });
  afterAll(async () => {
    mailer.close();
    await peer.close();
  });
  const mail = {
    to: 'ann@example.com',
    subject: 'Hello',
    text: 'A line.\nAnother: https://x/?a=b',
  };

  it('hands a mail to the server, as text and as HTML', async () => {
    await mailer.send({ ...mail, html: '<p>A line.</p>' });
    const received = peer.mails.at(-1);
    expect(received).toMatchObject({ from: 'etl@example.com', to: ['ann@example.com'] });
    expect(received?.source).toMatch(/^From: "AI-ETL" <etl@example\.com>\r$/m);
    expect(received?.source).toMatch(/^Subject: Hello\r$/m);
    expect(received?.source).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    expect(received?.source).toContain('https://x/?a=b');
    expect(received?.source).toContain('<p>A line.</p>');
  });

  it('lets nobody add a header or a recipient', async () => {
    await mailer.send({ ...mail, subject: 'Hi\r\nBcc: eve@example.com\r\n\r\nbody' });
    const received = peer.mails.at(-1);
    expect(received?.to).toEqual(['ann@example.com']);
    expect(received?.source).not.toMatch(/^Bcc:/m);
    const before = peer.mails.length;
    await mailer
      .send({ ...mail, to: 'ann@example.com, eve@example.com' })
      .catch((error: unknown) => expect(error).toMatchObject({ code: expect.any(String) }));
    expect(peer.mails.slice(before).flatMap((one) => one.to)).not.toContain('eve@example.com');
  });

  it.each([
    ['an address the server will never take', 'nobody@example.com', 'VALIDATION_ERROR', false],
    ['one that it takes later', 'busy@example.com', 'SERVICE_UNAVAILABLE', true],
  ])('says whether trying again may help: %s', async (_what, to, code, retryable) => {
    await expect(mailer.send({ ...mail, to })).rejects.toMatchObject({ code, retryable });
  });

  it('says that the server is not there, without its password', async () => {
    const closed = await startSmtpPeer();
    await closed.close();
    const url = closed.url.replace('smtp://', 'smtp://user:hunter2@');
    const lost = openMailer({ smtpUrl: url, from: 'etl@example.com' });
    const error: unknown = await lost.send(mail).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'SERVICE_UNAVAILABLE', retryable: true });
    expect(String(error)).not.toContain('hunter2');
    lost.close();
  });

  it('logs in with what the URL says, and never shows it', async () => {
    const guarded = await startSmtpPeer({ user: 'etl', password: 'p@ss word' });
    const withLogin = (password: string) =>
      openMailer({
        smtpUrl: guarded.url.replace('smtp://', `smtp://etl:${encodeURIComponent(password)}@`),
        from: 'etl@example.com',
      });
    const good = withLogin('p@ss word');
    await good.send(mail);
    expect(guarded.mails).toHaveLength(1);
    const bad = withLogin('hunter2');
    const error: unknown = await bad.send(mail).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
      message: expect.stringContaining('535'),
    });
    expect(inspect(error)).not.toContain('hunter2');
    for (const one of [good, bad]) one.close();
    await guarded.close();
  });

  it('sends nothing in the clear where TLS is demanded', async () => {
    const strict = openMailer({
      smtpUrl: `${peer.url}?requireTLS=true`,
      from: 'etl@example.com',
    });
    const before = peer.mails.length;
    await expect(strict.send(mail)).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    expect(peer.mails).toHaveLength(before);
    strict.close();
  });

  it.each([
    ['smtp://mail.example.com:587', true],
    ['smtp://mail.example.com?requireTLS=false', false],
    ['smtp://127.0.0.1:25', false],
    ['smtp://[::1]:25', false],
    ['smtp://localhost.example.com', true],
  ])('of %s demands TLS: %s', (url, demanded) => {
    expect(demandsTls(new URL(url))).toBe(demanded);
  });

  it('gives up when the caller does', async () => {
    await expect(mailer.send(mail, AbortSignal.abort())).rejects.toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
    });
  });
});
