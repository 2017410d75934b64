import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type * as Sdk from '@aws-sdk/client-s3';
import { AiEtlError, invariant } from '@ai-etl/core';
import { throwIfCancelled } from '../../kit/cancelled.ts';
import type { BucketSettings } from './bucket-settings.ts';
import { toS3Error } from './errors.ts';

export interface BucketObject {
  /** Below the prefix of the connection. */
  readonly name: string;
  readonly sizeBytes: number;
  readonly etag: string;
}

/** Bytes of a part of an upload; at most 10,000 of them are one object. */
const partBytes = 16 * 1024 * 1024;
const requestTimeoutMs = 60_000;

/** Objects of one bucket below a prefix, by their names below it. Failures are AiEtlErrors. */
export class Bucket {
  /** For messages: `s3://bucket`. */
  readonly place: string;
  readonly #settings: BucketSettings;
  readonly #sdk: typeof Sdk;
  readonly #client: Sdk.S3Client;

  private constructor(settings: BucketSettings, sdk: typeof Sdk, client: Sdk.S3Client) {
    this.place = `s3://${settings.bucket}`;
    this.#settings = settings;
    this.#sdk = sdk;
    this.#client = client;
  }

  static async open(
    settings: BucketSettings,
    { connectTimeoutMs }: { readonly connectTimeoutMs: number },
  ): Promise<Bucket> {
    // Some 20 MB of memory, only where there is a bucket.
    const sdk = await import('@aws-sdk/client-s3');
    const { keys, endpoint, region, isPathStyle } = settings;
    const client = new sdk.S3Client({
      region,
      ...(endpoint === undefined ? {} : { endpoint }),
      forcePathStyle: isPathStyle,
      // Never what the SDK finds by itself: the environment and the metadata service of this machine are not the user's.
      ...(keys === undefined
        ? {
            credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
            signer: { sign: async (request) => request },
          }
        : { credentials: { accessKeyId: keys.id, secretAccessKey: keys.secret } }),
      maxAttempts: 3,
      requestHandler: { connectionTimeout: connectTimeoutMs, requestTimeout: requestTimeoutMs },
      // Other storage does not know Amazon's trailing checksums.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
    return new Bucket(settings, sdk, client);
  }

  /** Objects whose names begin so, in the order of their names; `isDirect`: not those of folders below. */
  async *list(
    start: string,
    {
      isDirect = false,
      signal,
    }: { readonly isDirect?: boolean; readonly signal?: AbortSignal | undefined } = {},
  ): AsyncGenerator<BucketObject> {
    const { prefix } = this.#settings;
    let token: string | undefined;
    do {
      throwIfCancelled(signal);
      const command = new this.#sdk.ListObjectsV2Command({
        ...this.#bucket,
        Prefix: `${prefix}${start}`,
        ContinuationToken: token,
        ...(isDirect ? { Delimiter: '/' } : {}),
      });
      const page: Sdk.ListObjectsV2CommandOutput = await this.#send('list', start, (client) =>
        client.send(command),
      );
      for (const { Key = '', Size = 0, ETag = '' } of page.Contents ?? []) {
        // Consoles make folders as empty objects.
        if (!Key.endsWith('/'))
          yield { name: Key.slice(prefix.length), sizeBytes: Size, etag: ETag };
      }
      token = page.NextContinuationToken;
    } while (token !== undefined);
  }

  /** Writes an object into a file; throws CONNECTION_LOST when it was cut off. */
  async download(object: BucketObject, path: string, signal?: AbortSignal): Promise<void> {
    const { name, sizeBytes, etag } = object;
    await mkdir(dirname(path), { recursive: true });
    const command = new this.#sdk.GetObjectCommand({ ...this.#at(name), IfMatch: etag });
    const { Body } = await this.#send('read', name, (client) => client.send(command));
    invariant(Body instanceof Readable, 'bodies are streams of Node.js');
    try {
      await pipeline(Body, createWriteStream(`${path}.part`), { signal });
    } catch (error) {
      throwIfCancelled(signal);
      throw toS3Error(error, { place: this.place, doing: 'read', object: name });
    }
    if ((await stat(`${path}.part`)).size !== sizeBytes) {
      throw new AiEtlError(
        'CONNECTION_LOST',
        `${this.place}: ${name} was cut off while it was read.`,
      );
    }
    await rename(`${path}.part`, path);
  }

  async readText(name: string): Promise<string | undefined> {
    return this.#unlessMissing(async () => {
      const command = new this.#sdk.GetObjectCommand(this.#at(name));
      const { Body } = await this.#send('read', name, (client) => client.send(command));
      return Body?.transformToString();
    });
  }

  /** What `write` was told of an object; undefined where there is none. */
  async sha256(name: string): Promise<string | undefined> {
    return this.#unlessMissing(async () => {
      const command = new this.#sdk.HeadObjectCommand(this.#at(name));
      const { Metadata } = await this.#send('look at', name, (client) => client.send(command));
      return Metadata?.['ai-etl-sha256'] ?? 'unknown';
    });
  }

  async writeText(name: string, text: string): Promise<void> {
    const command = new this.#sdk.PutObjectCommand({ ...this.#at(name), Body: Buffer.from(text) });
    await this.#send('write', name, (client) => client.send(command));
  }

  /** Uploads a file; the object is there whole or not at all. */
  async upload(
    name: string,
    {
      path,
      sha256,
      signal,
    }: { readonly path: string; readonly sha256: string; signal: AbortSignal },
  ): Promise<void> {
    const { size } = await stat(path);
    const Metadata = { 'ai-etl-sha256': sha256 };
    if (size <= partBytes) {
      const Body = Buffer.concat(await createReadStream(path).toArray());
      const command = new this.#sdk.PutObjectCommand({ ...this.#at(name), Body, Metadata });
      await this.#send('write', name, (client) => client.send(command));
      return;
    }
    const start = new this.#sdk.CreateMultipartUploadCommand({ ...this.#at(name), Metadata });
    const started = await this.#send('write', name, (client) => client.send(start));
    const UploadId = started.UploadId ?? '';
    try {
      const Parts = await this.#uploadParts({ name, UploadId, path, size, signal });
      const MultipartUpload = { Parts };
      const end = new this.#sdk.CompleteMultipartUploadCommand({
        ...this.#at(name),
        UploadId,
        MultipartUpload,
      });
      await this.#send('write', name, (client) => client.send(end));
    } catch (error) {
      await this.#abort(name, UploadId).catch(() => undefined);
      throw error;
    }
  }

  /** Gives an object another name, in one act, with what `write` was told of it. */
  async copy(from: string, name: string): Promise<void> {
    const { bucket, prefix } = this.#settings;
    const key = `${prefix}${from}`.split('/').map(encodeURIComponent).join('/');
    const command = new this.#sdk.CopyObjectCommand({
      ...this.#at(name),
      CopySource: `${bucket}/${key}`,
    });
    await this.#send('write', name, (client) => client.send(command));
  }

  async remove(name: string): Promise<void> {
    const command = new this.#sdk.DeleteObjectCommand(this.#at(name));
    await this.#send('remove', name, (client) => client.send(command));
  }

  /** Throws what stands in the way of reading the bucket. */
  async check(signal?: AbortSignal): Promise<void> {
    const command = new this.#sdk.ListObjectsV2Command({
      ...this.#bucket,
      Prefix: this.#settings.prefix,
      MaxKeys: 1,
    });
    throwIfCancelled(signal);
    await this.#send('list', 'it', (client) => client.send(command));
  }

  close(): void {
    this.#client.destroy();
  }

  async #uploadParts({
    name,
    UploadId,
    path,
    size,
    signal,
  }: {
    readonly name: string;
    readonly UploadId: string;
    readonly path: string;
    readonly size: number;
    readonly signal: AbortSignal;
  }): Promise<Sdk.CompletedPart[]> {
    const file = await open(path);
    const parts: Sdk.CompletedPart[] = [];
    try {
      for (let at = 0; at < size; at += partBytes) {
        throwIfCancelled(signal);
        const Body = Buffer.alloc(Math.min(partBytes, size - at));
        await file.read(Body, 0, Body.length, at);
        const PartNumber = parts.length + 1;
        const command = new this.#sdk.UploadPartCommand({
          ...this.#at(name),
          UploadId,
          PartNumber,
          Body,
        });
        const { ETag } = await this.#send('write', name, (client) => client.send(command));
        parts.push({ PartNumber, ...(ETag === undefined ? {} : { ETag }) });
      }
      return parts;
    } finally {
      await file.close();
    }
  }

  async #abort(name: string, UploadId: string): Promise<void> {
    const command = new this.#sdk.AbortMultipartUploadCommand({ ...this.#at(name), UploadId });
    await this.#send('remove', name, (client) => client.send(command));
  }

  get #bucket(): { readonly Bucket: string } {
    return { Bucket: this.#settings.bucket };
  }

  #at(name: string): { readonly Bucket: string; readonly Key: string } {
    return { ...this.#bucket, Key: `${this.#settings.prefix}${name}` };
  }

  async #unlessMissing<T>(action: () => Promise<T>): Promise<T | undefined> {
    try {
      return await action();
    } catch (error) {
      if (error instanceof AiEtlError && error.code === 'OBJECT_NOT_FOUND') return undefined;
      throw error;
    }
  }

  async #send<Output>(
    doing: string,
    object: string,
    request: (client: Sdk.S3Client) => Promise<Output>,
  ): Promise<Output> {
    try {
      return await request(this.#client);
    } catch (error) {
      throw toS3Error(error, { place: this.place, doing, object });
    }
  }
}
