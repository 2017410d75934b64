import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  ListMultipartUploadsCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { ConnectionSettings, ConnectorSession, Schema } from '@ai-etl/core';
import { files } from '../files/connector.ts';
import { readRows, stageTable, type StageOptions } from '../kit/contract/lab.ts';
import { clientOf } from './s3-files-harness.ts';
import { startS3Server, type S3Server } from './s3-server.ts';

const { signal } = new AbortController();
export const numbers: Schema = [{ name: 'n', type: { kind: 'int64' }, nullable: true }];

/** A bucket `lake` of S3Proxy, and sessions below `data/` of it. */
export interface S3Lab {
  readonly server: S3Server;
  readonly settings: ConnectionSettings;
  readonly client: S3Client;
  open(change?: ConnectionSettings): Promise<ConnectorSession>;
  put(name: string, content: string | Buffer, more?: Partial<PutObjectCommandInput>): Promise<void>;
  remove(name: string): Promise<void>;
  /** Writes wire rows into a staged file. */
  stage(session: ConnectorSession, options: StageOptions, text: string): Promise<Staged>;
  read(
    name: string,
    options?: { readonly change?: ConnectionSettings; readonly columns?: Schema },
  ): Promise<readonly (readonly (string | null)[])[]>;
  /** Files in which S3Proxy keeps the objects of a folder. */
  keys(folder: string): Promise<readonly string[]>;
  /** Names of objects that are uploaded in parts and are none yet. */
  openUploads(): Promise<readonly string[]>;
  closeSessions(): Promise<void>;
  close(): Promise<void>;
}

export interface Staged {
  readonly staging: Awaited<ReturnType<typeof stageTable>>['staging'];
  readonly publish: {
    readonly expectedRows: bigint;
    readonly fence: () => Promise<void>;
    readonly signal: AbortSignal;
  };
}

/** Writes wire rows into a staged file. */
export const stageRows: S3Lab['stage'] = async (session, options, text) => {
  const target = { connector: files, database: { schema: 'main' } };
  const { staging } = await stageTable(target, session, options);
  const { rows } = await staging.write(Readable.from([Buffer.from(text)]), signal);
  await staging.checksum('md5_32', signal);
  return { staging, publish: { expectedRows: rows, fence: async () => undefined, signal } };
};

export async function openS3Lab(): Promise<S3Lab> {
  const server = await startS3Server('lake');
  const client = clientOf(server);
  const sessions: ConnectorSession[] = [];
  const settings = {
    root: 's3://lake/data',
    endpoint_url: server.endpoint,
    access_key_id: server.accessKeyId,
    secret_access_key: server.secretAccessKey,
  };
  const open: S3Lab['open'] = async (change = {}) => {
    const session = await files.open(
      { ...settings, ...change },
      { label: 'ai-etl test', connectTimeoutMs: 5000 },
    );
    sessions.push(session);
    return session;
  };
  const closeSessions = async (): Promise<void> => {
    await Promise.all(sessions.splice(0).map((session) => session.close()));
  };
  return {
    server,
    settings,
    client,
    open,
    put: async (name, content, more = {}) => {
      const Body = Buffer.from(content);
      await client.send(
        new PutObjectCommand({ Bucket: 'lake', Key: `data/${name}`, Body, ...more }),
      );
    },
    remove: async (name) => {
      await client.send(new DeleteObjectCommand({ Bucket: 'lake', Key: `data/${name}` }));
    },
    stage: stageRows,
    read: async (name, { change = {}, columns = numbers } = {}) =>
      readRows(await open(change), {
        sql: `SELECT * FROM "${name.replaceAll('"', '""')}" ORDER BY 1`,
        columns,
      }),
    keys: async (folder) => {
      const path = join(server.data, 'lake/data', folder);
      // With its last object a folder ends.
      if (!existsSync(path)) return [];
      return (await readdir(path)).toSorted((a, b) => (a < b ? -1 : 1));
    },
    openUploads: async () => {
      const found = await client.send(new ListMultipartUploadsCommand({ Bucket: 'lake' }));
      return (found.Uploads ?? []).map(({ Key = '' }) => Key);
    },
    closeSessions,
    close: async () => {
      await closeSessions();
      client.destroy();
      await server.stop();
    },
  };
}
