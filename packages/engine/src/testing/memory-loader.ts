import {
  AiEtlError,
  type ObjectName,
  type Publication,
  type PublicationKey,
  type PublishRequest,
  type Staging,
  type StagingRequest,
  type TargetLoader,
  type Write,
} from '@ai-etl/core';
import { dropChunks, earlierChunks, memoryChunks } from './memory-chunks.ts';
import { readAll } from './memory-read-all.ts';
import { checksumLines } from './memory-snapshot.ts';
import { memoryTable, type MemorySystem } from './memory-system.ts';

export function createMemoryLoader(system: MemorySystem): TargetLoader {
  return {
    checksumAlgorithms: async () => ['crc32'],
    stage: (request) => stage(system, request),
    async publication(_object, key) {
      await system.checkpoint(`${system.name}.publication`);
      return system.publications.get(publicationId(key)) ?? null;
    },
    async sweep(_object: ObjectName, isLive) {
      const dead = [...system.staging].filter(([, { runId }]) => !isLive(runId));
      for (const [name] of dead) system.staging.delete(name);
      for (const [name, { runId }] of system.chunks) {
        if (!isLive(runId)) system.chunks.delete(name);
      }
      return dead.length;
    },
  };
}

function publicationId({ runId, step }: PublicationKey): string {
  return `${runId} ${step}`;
}

async function stage(system: MemorySystem, request: StagingRequest): Promise<Staging> {
  await system.checkpoint(`${system.name}.stage`);
  request.signal.throwIfAborted();
  const { key, plan } = request;
  for (const [name, { runId, step, attempt }] of system.staging) {
    if (runId !== key.runId || step !== key.step) continue;
    if (attempt <= key.attempt) system.staging.delete(name);
  }
  const name = `stg_${key.runId}_${key.attempt}_${key.step}`;
  system.staging.set(name, { ...key, lines: [] });
  const columns = plan.columns.map((one) => one.source);
  const earlier = earlierChunks(system, request);

  const staged = () => {
    const found = system.staging.get(name);
    if (found === undefined) throw new AiEtlError('OBJECT_NOT_FOUND', `${name} is gone.`);
    return found;
  };

  return {
    name,
    async write(stream, signal) {
      await system.checkpoint(`${system.name}.write`);
      const lines = await readAll(system, stream, signal);
      staged().lines = lines;
      return { rows: BigInt(lines.length) };
    },
    ...(request.chunks === undefined
      ? {}
      : {
          chunks: memoryChunks(system, request, {
            earlier,
            seal(lines) {
              staged().lines = lines;
            },
            unstage: () => system.staging.delete(name),
          }),
        }),
    async checksum(_algorithm, signal) {
      await system.checkpoint(`${system.name}.stagingChecksum`);
      signal.throwIfAborted();
      return checksumLines(staged().lines, columns);
    },
    publish: (publish) => publishLines(system, request, { staged, publish, name }),
    async discard() {
      await system.checkpoint(`${system.name}.discard`);
      system.staging.delete(name);
      dropChunks(system, key);
    },
  };
}

async function publishLines(
  system: MemorySystem,
  { key, plan, write }: StagingRequest,
  work: {
    readonly staged: () => { lines: readonly string[] };
    readonly publish: PublishRequest;
    readonly name: string;
  },
): Promise<Publication> {
  const { staged, publish, name } = work;
  await system.checkpoint(`${system.name}.publish`);
  await publish.fence();
  await system.checkpoint(`${system.name}.fencePassed`);
  publish.signal.throwIfAborted();
  const id = publicationId(key);
  const earlier = system.publications.get(id);
  if (earlier !== undefined) return earlier;
  const { lines } = staged();
  if (BigInt(lines.length) !== publish.expectedRows) {
    throw new AiEtlError('RECEIPT_MISMATCH', 'The staging table has other rows now.');
  }
  // From here to the return nothing is awaited before the effect is whole: one atomic act.
  const target = system.tables.get(plan.object.name) ?? memoryTable(plan.object.name, []);
  const { setsApart } = system.faults;
  const fitting = lines.filter((line) => setsApart?.(line) !== true);
  const changes = changesOf(target.lines, fitting, write);
  target.lines = combine(target.lines, fitting, write);
  system.tables.set(plan.object.name, target);
  const publication: Publication = {
    runId: key.runId,
    step: key.step,
    rows: String(lines.length),
    mode: write.mode,
    publishedAt: '2026-01-01T00:00:00.000Z',
    ...changes,
    ...(setsApart === undefined
      ? {}
      : {
          quarantinedRows: String(lines.length - fitting.length),
          quarantineTable: 'public._ai_etl_quarantine',
        }),
  };
  system.publications.set(id, publication);
  system.staging.delete(name);
  dropChunks(system, key);
  await system.checkpoint(`${system.name}.published`);
  if (system.faults.publishAnswerLost !== undefined) throw system.faults.publishAnswerLost;
  return publication;
}

function combine(
  old: readonly string[],
  fresh: readonly string[],
  { mode, on_delete }: Write,
): readonly string[] {
  if (mode === 'replace' || on_delete === 'delete') return fresh;
  if (mode === 'append') return [...old, ...fresh];
  const keys = keysOf(fresh);
  return [...old.filter((line) => !keys.has(keyOf(line))), ...fresh];
}

function changesOf(
  old: readonly string[],
  fresh: readonly string[],
  { mode, on_delete }: Write,
): Pick<Publication, 'updatedRows' | 'deletedRows'> {
  if (mode !== 'merge') return {};
  const keys = keysOf(fresh);
  const updated = old.filter((line) => keys.has(keyOf(line))).length;
  const deleted = on_delete === 'delete' ? old.length - updated : 0;
  return { updatedRows: String(updated), deletedRows: String(deleted) };
}

function keysOf(lines: readonly string[]): ReadonlySet<string | undefined> {
  return new Set(lines.map(keyOf));
}

/** The first column. */
function keyOf(line: string): string | undefined {
  return line.split('\t')[0];
}
