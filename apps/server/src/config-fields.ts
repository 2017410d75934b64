import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { parseRateLimit, rateLimitForms } from './limits/rate-limit-setting.ts';

/** On or off. */
export const flag = z
  .enum(['0', '1', 'true', 'false'], { error: 'must be 1, 0, true or false' })
  .transform((text) => text === '1' || text === 'true');

/** A URL of one of the protocols. */
export function urlWith(protocols: readonly string[], example: string) {
  return z
    .string()
    .refine(
      (text) => URL.canParse(text) && protocols.includes(new URL(text).protocol),
      `must be a URL such as ${example}`,
    );
}

/** A whole number within bounds, both allowed. */
export function wholeNumber(least: number, most: number) {
  const allowed = `must be a whole number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, allowed)
    .transform(Number)
    .refine((value) => value >= least && value <= most, allowed);
}

/** US dollars, with cents or less. */
export const dollars = z
  .string()
  .regex(/^\d{1,7}(\.\d{1,6})?$/, 'must be an amount in US dollars such as 2.50')
  .transform(Number);

/** Counted, since callers may send an X-Forwarded-For of their own: only the last ones are ours. */
export const proxies = z
  .string()
  .regex(/^([0-9]|true|false)$/, 'must be how many proxies of yours stand in front, 0 to 9')
  .transform((text) => (text === 'true' ? 1 : text === 'false' ? 0 : Number(text)));

/** Keys with their ids, the active one first. */
export const keyList = z
  .string()
  .regex(
    /^[\w-]{1,64}:[A-Za-z0-9+/_-]{43}=?(,[\w-]{1,64}:[A-Za-z0-9+/_-]{43}=?)*$/,
    'must be id:key pairs joined by commas, each key 32 bytes in base64; make one with: openssl rand -base64 32',
  );

/** A plan of rate limits. */
export const rateLimit = z.string().transform((text, context) => {
  const setting = parseRateLimit(text);
  if (setting !== undefined) return setting;
  context.issues.push({ code: 'custom', message: rateLimitForms, input: text });
  return z.NEVER;
});

/** Folders of this machine; `none` is a list without any. */
export const folders = z
  .string()
  .transform((text) => (text === 'none' ? [] : text.split(',').map((one) => one.trim())))
  .refine(
    (list) => list.every(isAbsolute),
    'must be absolute paths of folders joined by commas, or none',
  );
