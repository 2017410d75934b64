import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { invariant } from '@ai-etl/core';

/** A certificate for the name `localhost`, signed by itself. */
export interface TestCertificate {
  readonly cert: string;
  readonly key: string;
}

/** Makes a certificate with the machine's openssl. */
export function makeCertificate(): TestCertificate {
  const folder = mkdtempSync(join(tmpdir(), 'ai-etl-tls-'));
  try {
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
    const files = ['-keyout', key, '-out', cert, '-days', '2', '-nodes'];
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', ...files, ...subject], {
      stdio: 'ignore',
    });
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A server on loopback that speaks TLS and passes what it hears to a plain one. */
export interface TlsProxy {
  readonly port: number;
  close(): Promise<void>;
}

/** `greeting` is what happens in the clear before TLS starts: PostgreSQL asks first. */
export async function startTlsProxy(options: {
  readonly host: string;
  readonly port: number;
  readonly certificate: TestCertificate;
  readonly greeting: 'none' | 'postgresql';
}): Promise<TlsProxy> {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    sockets.add(client);
    client.on('error', () => undefined);
    if (options.greeting === 'none') startTls(client, options);
    else {
      // SSLRequest has 8 bytes; S says that TLS is spoken.
      client.once('data', () => {
        client.write('S');
        startTls(client, options);
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  invariant(typeof address === 'object' && address !== null, 'the proxy has a port');
  return {
    port: address.port,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function startTls(
  client: Socket,
  { host, port, certificate }: { host: string; port: number; certificate: TestCertificate },
): void {
  const secure = new TLSSocket(client, { isServer: true, ...certificate });
  const plain = connect(port, host);
  secure.on('error', () => plain.destroy());
  plain.on('error', () => secure.destroy());
  secure.pipe(plain).pipe(secure);
  secure.on('close', () => plain.destroy());
}
