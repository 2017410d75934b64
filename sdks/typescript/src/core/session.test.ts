import { describe, expect, it } from 'vitest';
import { AIETLClient } from '../client.ts';
import { refusal, startPeer, type SeenRequest } from '../testing/peer.ts';
import { AuthenticationError } from './errors.ts';
import type { TokenSet, TokenStore } from './session.ts';

const run = { run_id: 'run_1', pipeline_id: 'pipe_1', status: 'queued' };

/** A server with one valid access token at a time and refresh tokens that work once. */
function authority(lifetimeSeconds = 3600) {
  let serial = 0;
  let access = '';
  let refresh = '';
  const pair = () => {
    serial += 1;
    access = `access_${serial}`;
    refresh = `refresh_${serial}`;
    const tokens = { access_token: access, refresh_token: refresh };
    return { body: { ...tokens, token_type: 'bearer', expires_in: lifetimeSeconds } };
  };
  return {
    expire: () => (access = 'expired'),
    end: () => {
      access = 'expired';
      refresh = 'expired';
    },
    answer: ({ url, body, headers }: SeenRequest) => {
      const sent = body as Record<string, string> | undefined;
      if (url === '/api/v1/auth/login') {
        return sent?.['password'] === 'right' ? pair() : refusal(401, 'AUTHENTICATION_REQUIRED');
      }
      if (url === '/api/v1/auth/refresh') {
        return sent?.['refresh_token'] === refresh
          ? pair()
          : refusal(401, 'AUTHENTICATION_REQUIRED');
      }
      return headers.authorization === `Bearer ${access}`
        ? { body: run }
        : refusal(401, 'AUTHENTICATION_REQUIRED');
    },
  };
}

const logins = (seen: readonly SeenRequest[]) =>
  seen
    .filter(({ url }) => url.includes('/auth/'))
    .map(({ url }) => url.replace('/api/v1/auth/', ''));

function memoryStore(): TokenStore & { kept: TokenSet | null } {
  const store = {
    kept: null as TokenSet | null,
    load: async () => store.kept,
    save: async (tokens: TokenSet | null) => {
      store.kept = tokens;
    },
  };
  return store;
}

describe('a login', () => {
  it('is made once, for any number of first requests', async () => {
    const { answer } = authority();
    await using peer = await startPeer(answer);
    const client = new AIETLClient({
      baseUrl: peer.url,
      email: 'a@example.com',
      password: 'right',
    });
    await Promise.all(Array.from({ length: 10 }, () => client.runs.get('run_1')));
    expect(logins(peer.seen)).toEqual(['login']);
  });

  it('is renewed once when its token expires under many requests', async () => {
    const { answer, expire } = authority();
    await using peer = await startPeer(answer);
    const client = new AIETLClient({
      baseUrl: peer.url,
      email: 'a@example.com',
      password: 'right',
    });
    await client.runs.get('run_1');
    expire();
    await Promise.all(Array.from({ length: 10 }, () => client.runs.get('run_1')));
    expect(logins(peer.seen)).toEqual(['login', 'refresh']);
  });

  it('is renewed before its token expires', async () => {
    const { answer } = authority(10);
    await using peer = await startPeer(answer);
    const client = new AIETLClient({
      baseUrl: peer.url,
      email: 'a@example.com',
      password: 'right',
    });
    await client.runs.get('run_1');
    await client.runs.get('run_1');
    expect(logins(peer.seen)).toEqual(['login', 'refresh']);
  });

  it('that has ended is begun anew when the password is at hand', async () => {
    const { answer, end } = authority();
    await using peer = await startPeer(answer);
    const client = new AIETLClient({
      baseUrl: peer.url,
      email: 'a@example.com',
      password: 'right',
    });
    await client.runs.get('run_1');
    end();
    await client.runs.get('run_1');
    expect(logins(peer.seen)).toEqual(['login', 'refresh', 'login']);
  });

  it('with a wrong password is an AuthenticationError, tried once', async () => {
    const { answer } = authority();
    await using peer = await startPeer(answer);
    const client = new AIETLClient({
      baseUrl: peer.url,
      email: 'a@example.com',
      password: 'wrong',
    });
    await expect(client.runs.get('run_1')).rejects.toBeInstanceOf(AuthenticationError);
    expect(logins(peer.seen)).toEqual(['login']);
  });

  it('an API key that is refused is not renewed', async () => {
    const { answer } = authority();
    await using peer = await startPeer(answer);
    const client = new AIETLClient({ baseUrl: peer.url, apiKey: 'spent' });
    await expect(client.runs.get('run_1')).rejects.toBeInstanceOf(AuthenticationError);
    expect(peer.seen).toHaveLength(1);
  });

  it('needs both e-mail and password', () => {
    expect(() => new AIETLClient({ email: 'a@example.com' })).toThrow(/together/);
  });
});

describe('a token store', () => {
  it('keeps a login beyond the client', async () => {
    const { answer } = authority();
    await using peer = await startPeer(answer);
    const tokenStore = memoryStore();
    const first = new AIETLClient({ baseUrl: peer.url, tokenStore });
    await first.auth.login({ email: 'a@example.com', password: 'right' });
    const second = new AIETLClient({ baseUrl: peer.url, tokenStore });
    await second.runs.get('run_1');
    expect(logins(peer.seen)).toEqual(['login']);
    expect(tokenStore.kept?.accessToken).toBe('access_1');
  });

  it('two clients on one store do not spend the same refresh token', async () => {
    const { answer, expire } = authority();
    await using peer = await startPeer(answer);
    const tokenStore = memoryStore();
    const first = new AIETLClient({ baseUrl: peer.url, tokenStore });
    const second = new AIETLClient({ baseUrl: peer.url, tokenStore });
    await first.auth.login({ email: 'a@example.com', password: 'right' });
    await second.runs.get('run_1');
    expire();
    await first.runs.get('run_1');
    await second.runs.get('run_1');
    expect(logins(peer.seen)).toEqual(['login', 'refresh']);
  });

  it('forgets a login that has ended', async () => {
    const { answer, end } = authority();
    await using peer = await startPeer(answer);
    const tokenStore = memoryStore();
    const client = new AIETLClient({ baseUrl: peer.url, tokenStore });
    await client.auth.login({ email: 'a@example.com', password: 'right' });
    end();
    await expect(client.runs.get('run_1')).rejects.toBeInstanceOf(AuthenticationError);
    expect(tokenStore.kept).toBeNull();
  });
});
