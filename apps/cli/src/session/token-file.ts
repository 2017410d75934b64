import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TokenSet, TokenStore } from '@ai-etl/sdk';

/** What is kept of one server. */
export interface StoredLogin {
  readonly email: string;
  readonly tokens: TokenSet;
}

/** Logins by the address of their server; a token is only ever sent to its own. */
export interface LoginFile {
  /** Address of the server that was logged in to last, also when that login has ended. */
  currentServer(): Promise<string | null>;
  find(server: string): Promise<StoredLogin | null>;
  save(server: string, login: StoredLogin | null): Promise<void>;
  /** As the SDK needs it, for a login that is there. */
  storeFor(server: string): TokenStore;
}

interface Content {
  readonly current: string | null;
  readonly servers: Readonly<Record<string, StoredLogin>>;
}

const lockPauseMs = 50;
/** A renewal is one request of at most a minute; an older lock was left by a killed process. */
const staleLockMs = 90_000;

/** Readable by its owner alone; replaced as a whole, so that a crash leaves the old or the new one. */
export function loginFile(folder: string): LoginFile {
  const file = join(folder, 'credentials.json');
  const lock = join(folder, 'credentials.lock');

  const read = async (): Promise<Content> => {
    try {
      return parse(JSON.parse(await readFile(file, 'utf8')));
    } catch {
      // None yet, or none that can be read: the next login writes it anew.
      return { current: null, servers: {} };
    }
  };
  const write = async (content: Content): Promise<void> => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const temporary = `${file}.${process.pid}`;
    const handle = await open(temporary, 'w', 0o600);
    try {
      await handle.writeFile(`${JSON.stringify(content, null, 2)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  };
  const save = async (server: string, login: StoredLogin | null): Promise<void> => {
    const { current, servers } = await read();
    const { [server]: _former, ...others } = servers;
    await write(
      login === null
        ? { current, servers: others }
        : { current: server, servers: { ...others, [server]: login } },
    );
  };
  const find = async (server: string): Promise<StoredLogin | null> =>
    (await read()).servers[server] ?? null;

  return {
    currentServer: async () => (await read()).current,
    find,
    save,
    storeFor: (server) => ({
      load: async () => (await find(server))?.tokens ?? null,
      save: async (tokens) => {
        const login = await find(server);
        if (login !== null) await save(server, tokens === null ? null : { ...login, tokens });
      },
      exclusively: (work) => withLock(lock, work),
    }),
  };
}

async function withLock<Result>(lock: string, work: () => Promise<Result>): Promise<Result> {
  await takeLock(lock);
  try {
    return await work();
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
}

async function takeLock(lock: string): Promise<void> {
  for (;;) {
    try {
      await mkdir(lock);
      return;
    } catch (error) {
      if (!(error instanceof Error) || !('code' in error) || error.code !== 'EEXIST') throw error;
    }
    const age = await stat(lock).then(
      (one) => Date.now() - one.mtimeMs,
      () => 0,
    );
    if (age > staleLockMs) await rm(lock, { recursive: true, force: true });
    else await sleep(lockPauseMs);
  }
}

function parse(value: unknown): Content {
  const servers: Record<string, StoredLogin> = {};
  const stored = member(value, 'servers');
  if (typeof stored === 'object' && stored !== null) {
    for (const [server, login] of Object.entries(stored)) {
      const tokens = member(login, 'tokens');
      const email = member(login, 'email');
      if (isTokenSet(tokens) && typeof email === 'string') servers[server] = { email, tokens };
    }
  }
  const current = member(value, 'current');
  return { current: typeof current === 'string' ? current : null, servers };
}

function isTokenSet(value: unknown): value is TokenSet {
  return (
    typeof member(value, 'accessToken') === 'string' &&
    typeof member(value, 'refreshToken') === 'string' &&
    typeof member(value, 'expiresAt') === 'number'
  );
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
