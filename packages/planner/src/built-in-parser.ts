import { parseDescription } from './parse/parse-description.ts';
import type { IntentParser } from './plan-types.ts';

/** The parser that is always there: English and Russian, no model, no network, deterministic. */
export const builtInParser: IntentParser = {
  parse: (text) => Promise.resolve(parseDescription(text).ir),
};
