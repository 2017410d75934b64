import { Readable } from 'node:stream';
import type * as Sdk from '@aws-sdk/client-s3';
import { AiEtlError, invariant } from '@ai-etl/core';
import { throwIfCancelled } from '../../kit/cancelled.ts';
import type { BucketSettings } from './bucket-settings.ts';
import { mostTextBytes, tooLargeForText } from '../target/file-store.ts';
import { goneWhileRead, toS3Error } from './errors.ts';
import { ForeignAnswer } from './genuine-answers.ts';
import { readBounded } from './read-bounded.ts';
import { openS3, type S3, type S3ClientOptions } from './s3-client.ts';
import { saveObject } from './save-object.ts';

export interface BucketObject {
  /** Below the prefix of the connection. */
  readonly name: string;
  readonly sizeBytes: number;
  /** Of its content; empty where the storage has none. */
  readonly etag: string;
}

/** An upload in parts that is not an object yet. */
export interface OpenUpload {
  /** Of the object it will be. */
  readonly name: string;
  readonly uploadId: string;
}

export interface UploadedPart {
  readonly PartNumber: number;
  readonly ETag: string | undefined;
}

/** What is kept with an object of ours: the SHA-256 of its content, in hex. */
interface Kept {
  readonly sha256: string;
  readonly signal?: AbortSignal | undefined;
}

/** Objects of one bucket below a prefix, by their names below it. Failures are AiEtlErrors. */
export class Bucket {
  /** For messages: `s3://bucket`. */
  readonly place: string;
  /** Of what it is, however people name it. */
  readonly key: string;
  readonly #settings: BucketSettings;
  readonly #s3: S3;

  private constructor(settings: BucketSettings, s3: S3) {
    this.place = `s3://${settings.bucket}`;
    const { endpoint, region, bucket, prefix } = settings;
    this.key = `${endpoint ?? region} ${bucket}/${prefix}`;
    this.#settings = settings;
    this.#s3 = s3;
  }

  static async open(settings: BucketSettings, options: S3ClientOptions): Promise<Bucket> {
    return new Bucket(settings, await openS3(settings, options));
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
    const told = { doing: 'list', object: start === '' ? 'it' : start, signal };
    let token: string | undefined;
    do {
      const command = new this.#s3.sdk.ListObjectsV2Command({
        ...this.#bucket,
        Prefix: `${prefix}${start}`,
        ContinuationToken: token,
        ...(isDirect ? { Delimiter: '/' } : {}),
      });
      const page: Sdk.ListObjectsV2CommandOutput = await this.#send(told, (client, options) =>
        client.send(command, options),
      );
      for (const { Key = '', Size = 0, ETag = '' } of page.Contents ?? []) {
        // Consoles make folders as empty objects.
        if (!Key.endsWith('/'))
          yield { name: Key.slice(prefix.length), sizeBytes: Size, etag: ETag };
      }
      const next = page.NextContinuationToken;
      // Else the objects of the other pages would be missing without a word.
      if (page.IsTruncated === true && (next === undefined || next === token)) {
        throw new AiEtlError(
          'CONNECTION_LOST',
          `${this.place}: the list of ${told.object} was cut off by the storage.`,
        );
      }
      token = next;
    } while (token !== undefined);
  }

  /**
   * Copies an object, as it was when it was listed, into a file, unpacked where it is stored with a
   * `Content-Encoding`; resolves with the file's bytes, at most `room`. Throws CONNECTION_LOST when the object
   * changed, was removed or cut off.
   */
  async download(
    object: BucketObject,
    {
      path,
      room,
      signal,
    }: { readonly path: string; readonly room: number; readonly signal: AbortSignal | undefined },
  ): Promise<number> {
    const { name, sizeBytes, etag } = object;
    const told = { doing: 'read', object: name, signal };
    const command = new this.#s3.sdk.GetObjectCommand({
      ...this.#at(name),
      ...(etag === '' ? {} : { IfMatch: etag }),
    });
    const { Body, ContentEncoding } = await this.#send(told, (client, options) =>
      client.send(command, options),
    ).catch((error: unknown) => {
      const isGone = error instanceof AiEtlError && error.code === 'OBJECT_NOT_FOUND';
      throw isGone ? goneWhileRead(this.place, name, error) : error;
    });
    invariant(Body instanceof Readable, 'bodies are streams of Node.js');
    const what = { place: this.place, name, sizeBytes, encoding: ContentEncoding };
    return this.#told(told, () => saveObject(Body, { ...what, path, room, signal }));
  }

  /** A small object; undefined where there is none. Throws TARGET_CONFLICT for one that is too large to be ours. */
  async readText(name: string): Promise<string | undefined> {
    return this.#unlessMissing(async () => {
      const command = new this.#s3.sdk.GetObjectCommand(this.#at(name));
      const told = { doing: 'read', object: name };
      return this.#send(told, async (client, options) => {
        const { Body } = await client.send(command, options);
        invariant(Body instanceof Readable, 'bodies are streams of Node.js');
        const content = await readBounded(Body, mostTextBytes);
        if (content === undefined) throw tooLargeForText(`${this.place}: ${name}`);
        return content.toString('utf8');
      });
    });
  }

  /** What `write` or `beginUpload` was told of an object; undefined where there is none. */
  async sha256(name: string): Promise<string | undefined> {
    const told = { doing: 'look at', object: name };
    const found = await this.#unlessMissing(async () => {
      const command = new this.#s3.sdk.HeadObjectCommand(this.#at(name));
      return this.#send(told, (client, options) => client.send(command, options));
    });
    if (found !== undefined) return found.Metadata?.['ai-etl-sha256'] ?? 'unknown';
    // The answer to a HEAD has no document: anybody's 404 looks like the storage's. A listing has one.
    for await (const object of this.list(name)) {
      if (object.name === name) return this.#told(told, () => Promise.reject(new ForeignAnswer()));
      break;
    }
    return undefined;
  }

  /** Makes a small object, in one act. */
  async write(name: string, content: Buffer, kept?: Kept): Promise<void> {
    const command = new this.#s3.sdk.PutObjectCommand({
      ...this.#at(name),
      Body: content,
      ...(kept === undefined ? {} : metadata(kept)),
    });
    await this.#send(writing(name, kept?.signal), (client, options) =>
      client.send(command, options),
    );
  }

  async beginUpload(name: string, kept: Kept): Promise<OpenUpload> {
    const command = new this.#s3.sdk.CreateMultipartUploadCommand({
      ...this.#at(name),
      ...metadata(kept),
    });
    const { UploadId } = await this.#send(writing(name, kept.signal), (client, options) =>
      client.send(command, options),
    );
    if (UploadId === undefined) {
      throw new AiEtlError('QUERY_FAILED', `${this.place}: the storage takes no large objects.`);
    }
    return { name, uploadId: UploadId };
  }

  /** `number` counts from 1. */
  async uploadPart(
    { name, uploadId }: OpenUpload,
    part: { readonly number: number; readonly content: Buffer },
    signal: AbortSignal,
  ): Promise<UploadedPart> {
    const command = new this.#s3.sdk.UploadPartCommand({
      ...this.#at(name),
      UploadId: uploadId,
      PartNumber: part.number,
      Body: part.content,
    });
    const { ETag } = await this.#send(writing(name, signal), (client, options) =>
      client.send(command, options),
    );
    return { PartNumber: part.number, ETag };
  }

  /** Makes the parts an object, in one act. */
  async completeUpload(
    { name, uploadId }: OpenUpload,
    parts: readonly UploadedPart[],
  ): Promise<void> {
    const command = new this.#s3.sdk.CompleteMultipartUploadCommand({
      ...this.#at(name),
      UploadId: uploadId,
      MultipartUpload: { Parts: parts.map((one) => ({ ...one })) },
    });
    await this.#send(writing(name), (client, options) => client.send(command, options));
  }

  /** Removes the parts; safe where there are none any more. */
  async abortUpload({ name, uploadId }: OpenUpload): Promise<void> {
    const command = new this.#s3.sdk.AbortMultipartUploadCommand({
      ...this.#at(name),
      UploadId: uploadId,
    });
    const told = { doing: 'end the upload of', object: name };
    try {
      await this.#send(told, (client, options) => client.send(command, options));
    } catch (error) {
      const isOver =
        error instanceof AiEtlError &&
        (error.code === 'TARGET_CONFLICT' || error.code === 'OBJECT_NOT_FOUND');
      if (!isOver) throw error;
    }
  }

  /** Safe where there is none. */
  async remove(name: string): Promise<void> {
    const command = new this.#s3.sdk.DeleteObjectCommand(this.#at(name));
    const told = { doing: 'remove', object: name };
    await this.#unlessMissing(() =>
      this.#send(told, (client, options) => client.send(command, options)),
    );
  }

  /** Throws what stands in the way of reading the bucket. */
  async check(signal?: AbortSignal): Promise<void> {
    const command = new this.#s3.sdk.ListObjectsV2Command({
      ...this.#bucket,
      Prefix: this.#settings.prefix,
      MaxKeys: 1,
    });
    await this.#send({ doing: 'list', object: 'it', signal }, (client, options) =>
      client.send(command, options),
    );
  }

  close(): void {
    this.#s3.client.destroy();
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

  #send<Output>(
    told: Told,
    request: (
      client: Sdk.S3Client,
      options: { readonly abortSignal?: AbortSignal },
    ) => Promise<Output>,
  ): Promise<Output> {
    const { signal } = told;
    return this.#told(told, () =>
      request(this.#s3.client, signal === undefined ? {} : { abortSignal: signal }),
    );
  }

  async #told<Output>({ signal, ...what }: Told, action: () => Promise<Output>): Promise<Output> {
    throwIfCancelled(signal);
    try {
      return await action();
    } catch (error) {
      throwIfCancelled(signal);
      const { endpoint, region } = this.#settings;
      const host = endpoint === undefined ? `Amazon S3 in ${region}` : new URL(endpoint).host;
      throw toS3Error(error, { place: this.place, host, ...what });
    }
  }
}

/** What is done, for messages. */
interface Told {
  readonly doing: string;
  readonly object: string;
  readonly signal?: AbortSignal | undefined;
}

function writing(object: string, signal?: AbortSignal): Told {
  return { doing: 'write', object, signal };
}

function metadata({ sha256 }: Kept): { readonly Metadata: Record<string, string> } {
  return { Metadata: { 'ai-etl-sha256': sha256 } };
}
