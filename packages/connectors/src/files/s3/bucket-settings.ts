import { AiEtlError, diagnostic, type ConnectionSettings, type Diagnostic } from '@ai-etl/core';
import { integerSetting, textSetting } from '../../kit/settings.ts';
import { fields } from '../fields.ts';

/** A bucket, and how it is reached. */
export interface BucketSettings {
  readonly bucket: string;
  /** Ends with `/`, or is empty. */
  readonly prefix: string;
  /** undefined: that of Amazon in the region. */
  readonly endpoint: string | undefined;
  readonly region: string;
  /** undefined: requests are not signed. The keys of the worker's own machine are never used. */
  readonly keys:
    | {
        readonly id: string;
        readonly secret: string;
        /** Of temporary keys. */
        readonly token: string | undefined;
      }
    | undefined;
  readonly isPathStyle: boolean;
  /** Bytes that objects may take on this machine while they are read. */
  readonly scratchLimit: number;
}

/** True for roots that are buckets. */
export function isBucketRoot(root: string): boolean {
  return /^s3:\/\//i.test(root);
}

/** Findings about the settings of a bucket. */
export function checkBucket(settings: ConnectionSettings): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const add = (field: { readonly name: string; readonly title: string }, problem: string): void => {
    found.push(diagnostic('SETTING_INVALID', field.name, `${field.title}: ${problem}`));
  };
  if (partsOf(textSetting(settings, fields.root)) === undefined) {
    add(fields.root, 'must be s3://bucket or s3://bucket/prefix, without "..".');
  }
  const endpoint = textSetting(settings, fields.endpointUrl);
  if (endpoint !== '' && !isEndpoint(endpoint)) {
    add(fields.endpointUrl, 'must be http:// or https:// with a host, and no account or query.');
  }
  // It becomes a part of a host name.
  if (!/^[a-z0-9-]{1,40}$/.test(textSetting(settings, fields.region))) {
    add(fields.region, 'must be letters, digits and hyphens.');
  }
  const [id, secret] = [fields.accessKeyId, fields.secretAccessKey].map((one) =>
    textSetting(settings, one),
  );
  if ((id === '') !== (secret === '')) add(fields.accessKeyId, 'needs the secret access key too.');
  const token = textSetting(settings, fields.sessionToken);
  if (token !== '' && id === '') add(fields.sessionToken, 'needs the access key it belongs to.');
  // They become headers.
  if (!/^[\x21-\x7e]*$/.test(token)) add(fields.sessionToken, 'must be one word of ASCII.');
  if (!/^[\x21-\x7e]*$/.test(id ?? '')) add(fields.accessKeyId, 'must be one word of ASCII.');
  return found;
}

/** The parsed settings; call after checkBucket found nothing. */
export function bucketSettings(settings: ConnectionSettings): BucketSettings {
  const parts = partsOf(textSetting(settings, fields.root));
  if (parts === undefined) {
    throw new AiEtlError('VALIDATION_ERROR', 'The root is no bucket.');
  }
  const endpoint = textSetting(settings, fields.endpointUrl);
  const id = textSetting(settings, fields.accessKeyId);
  const token = textSetting(settings, fields.sessionToken);
  return {
    ...parts,
    endpoint: endpoint === '' ? undefined : endpoint,
    region: textSetting(settings, fields.region),
    keys:
      id === ''
        ? undefined
        : {
            id,
            secret: textSetting(settings, fields.secretAccessKey),
            token: token === '' ? undefined : token,
          },
    isPathStyle: textSetting(settings, fields.pathStyle) === 'true',
    scratchLimit: integerSetting(settings, fields.scratchLimitMb) * 1024 * 1024,
  };
}

function partsOf(root: string): { readonly bucket: string; readonly prefix: string } | undefined {
  const [, bucket = '', rest = ''] = /^s3:\/\/([^/]*)\/?(.*)$/i.exec(root) ?? [];
  const prefix = rest.replace(/\/$/, '');
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) return undefined;
  if (prefix === '') return { bucket, prefix };
  const isPlain = prefix.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
  return isPlain ? { bucket, prefix: `${prefix}/` } : undefined;
}

function isEndpoint(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return /^https?:$/.test(protocol) && `${username}${password}${search}${hash}` === '';
}
