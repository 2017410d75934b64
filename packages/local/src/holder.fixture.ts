import { startLocalServers } from './start-local-servers.ts';

/** `node holder.fixture.ts <home>`: starts both servers, prints what it has, holds them. */
const [home = ''] = process.argv.slice(2);
const servers = await startLocalServers({ home });
const { postgres, clickhouse } = servers;
// The servers are watched without keeping the process alive.
const alive = setInterval(() => undefined, 60_000);
// Before the line: whoever reads it may send the signal at once.
process.once('SIGTERM', () => {
  clearInterval(alive);
  void servers.stop();
});
process.stdout.write(
  `${JSON.stringify({
    postgres: { pid: postgres.pid, adopted: postgres.adopted, url: postgres.url },
    clickhouse: { pid: clickhouse.pid, adopted: clickhouse.adopted, url: clickhouse.url },
  })}\n`,
);
