import { Readable } from 'node:stream';
import type { S3Client } from '@aws-sdk/client-s3';
import { readBounded } from './read-bounded.ts';

/** What no storage of this protocol answers: a login page, another service, a document that was cut off. */
export class ForeignAnswer extends Error {
  override readonly name = 'ForeignAnswer';
}

/** The document that a request is answered with. */
const documents: ReadonlyMap<string, string> = new Map([
  ['ListObjectsV2Command', 'ListBucketResult'],
  ['CreateMultipartUploadCommand', 'InitiateMultipartUploadResult'],
  ['CompleteMultipartUploadCommand', 'CompleteMultipartUploadResult'],
]);
/** Requests about one content: the answer has its ETag. */
const tagged = new Set([
  'GetObjectCommand',
  'HeadObjectCommand',
  'PutObjectCommand',
  'UploadPartCommand',
]);
/** A listing of 1000 names of 1024 bytes, each byte written as an XML entity, has less. */
const mostBytes = 32 * 1024 * 1024;

/**
 * Makes a client throw ForeignAnswer where 200 or 404 is not the storage's own. The SDK alone takes any HTML or XML
 * of status 200 for an empty listing, an object that was written or removed, and any 404 for an object that is not
 * there: who acts on it removes or doubles rows. A HEAD has no document, so its 404 is judged by who asks.
 */
export function requireGenuineAnswers(client: S3Client): void {
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (request) => {
        const result = await next(request);
        if (isAnswer(result.response)) await requireGenuine(commandName, result.response);
        return result;
      },
    { name: 'requireGenuineAnswers', step: 'deserialize', priority: 'low' },
  );
}

/** An HTTP response as the SDK hands it on: its body may be replaced. */
interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  body: Readable;
}

function isAnswer(response: unknown): response is Answer {
  return (
    typeof response === 'object' &&
    response !== null &&
    'statusCode' in response &&
    'body' in response &&
    response.body instanceof Readable
  );
}

async function requireGenuine(command: string, answer: Answer): Promise<void> {
  const { statusCode, headers } = answer;
  if (statusCode === 404 && command !== 'HeadObjectCommand') {
    requireRoot(await readAgainLater(answer), ['Error']);
  }
  if (statusCode < 200 || statusCode > 299) return;
  if (tagged.has(command)) {
    if (headers['etag'] === undefined) throw new ForeignAnswer('an answer without an ETag');
    return;
  }
  const content = await readAgainLater(answer);
  const document = documents.get(command);
  // Amazon begins with 200 before it knows the end, which may be an error: the SDK throws it.
  if (document !== undefined) requireRoot(content, [document, 'Error']);
  else if (content.length > 0) throw new ForeignAnswer('a document where none is due');
}

/** The body, which is put back for the next reader. */
async function readAgainLater(answer: Answer): Promise<Buffer> {
  const content = await readBounded(answer.body, mostBytes);
  if (content === undefined) throw new ForeignAnswer('a document that does not end');
  answer.body = Readable.from([content], { objectMode: false });
  return content;
}

/** The document has one of these roots, from its first tag to its last. */
function requireRoot(content: Buffer, roots: readonly string[]): void {
  const text = content.toString('utf8').trim();
  const [, root = '', isEmpty] =
    /^\uFEFF?(?:<\?xml[^>]*>\s*)?(?:<!--[^]*?-->\s*)*<([A-Za-z0-9]+)(?:\s[^<>]*?)?(\/)?>/.exec(
      text,
    ) ?? [];
  const isWhole = isEmpty === undefined ? text.endsWith(`</${root}>`) : true;
  if (!roots.includes(root) || !isWhole) {
    throw new ForeignAnswer(`no document ${roots.join(' or ')}`);
  }
}
