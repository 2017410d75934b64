import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { invariant } from '@ai-etl/core';

/** A real SMTP server on loopback that keeps what it is given. */
export interface SmtpPeer {
  /** `smtp://127.0.0.1:…`, for AI_ETL_SMTP_URL. */
  readonly url: string;
  /** What came, oldest first. */
  readonly mails: readonly ReceivedMail[];
  close(): Promise<void>;
}

export interface SmtpLogin {
  readonly user: string;
  readonly password: string;
}

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** Headers and body as they came, with soft line breaks taken out. */
  readonly source: string;
}

/**
 * Without TLS. Addresses that begin with `nobody` are refused for ever, those with `busy` for now.
 * With a login only who has it may send.
 */
export async function startSmtpPeer(login?: SmtpLogin): Promise<SmtpPeer> {
  const mails: ReceivedMail[] = [];
  const server = new SMTPServer({
    authOptional: login === undefined,
    allowInsecureAuth: true,
    disabledCommands: login === undefined ? ['STARTTLS', 'AUTH'] : ['STARTTLS'],
    onAuth: ({ username, password }, _session, done) => {
      const right = username === login?.user && password === login?.password;
      if (right) done(null, { user: username });
      else done(refusal(535, 'wrong user or password'));
    },
    onRcptTo: ({ address }, _session, done) => {
      if (address.startsWith('nobody')) done(refusal(550, 'no such mailbox'));
      else if (address.startsWith('busy')) done(refusal(451, 'try later'));
      else done();
    },
    onData: (stream, { envelope }, done) => {
      text(stream).then((source) => {
        mails.push({
          from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
          to: envelope.rcptTo.map((one) => one.address),
          source: source.replace(/=\r\n/g, '').replace(/=3D/g, '='),
        });
        done();
      }, done);
    },
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address: AddressInfo | string | null = server.server.address();
  invariant(address !== null && typeof address !== 'string', 'listens on TCP');
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    mails,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  };
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
