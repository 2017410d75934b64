/** One field of a cron text, as a set of its values. */
export interface CronField {
  readonly values: ReadonlySet<number>;
  /** True for `*` (and `*` with step 1): the field says nothing. */
  readonly any: boolean;
}

export interface CronFieldRule {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** Names for values, from `min` on: JAN, FEB. */
  readonly names: readonly string[];
}

export type CronFieldResult =
  | { readonly ok: true; readonly field: CronField }
  | { readonly ok: false; readonly message: string };

/** Reads `*`, `5`, `1-5`, `MON-FRI`, lists with commas, and `/step` after a star or range. */
export function parseCronField(text: string, rule: CronFieldRule): CronFieldResult {
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const range = parsePart(part, rule);
    if (typeof range === 'string') return { ok: false, message: range };
    for (let value = range.from; value <= range.to; value += range.step) values.add(value);
  }
  const any = /^\*(\/1)?$/.test(text);
  return { ok: true, field: { values, any } };
}

interface Range {
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

/** A string is what is wrong with it. */
function parsePart(part: string, rule: CronFieldRule): Range | string {
  const [rangeText = '', stepText, ...more] = part.split('/');
  if (part === '' || more.length > 0) return `"${part}" cannot be read in the ${rule.name} field`;
  const step = stepText === undefined ? 1 : readNumber(stepText);
  if (step === undefined || step < 1 || step > rule.max) {
    return `the step "${stepText}" of the ${rule.name} field must be 1 to ${rule.max}`;
  }
  if (rangeText === '*') return { from: rule.min, to: rule.max, step };
  const [fromText = '', toText, ...rest] = rangeText.split('-');
  const from = readValue(fromText, rule);
  const to = toText === undefined ? from : readValue(toText, rule);
  if (from === undefined || to === undefined || rest.length > 0) {
    const names = rule.names.length > 0 ? ` or ${rule.names[0]} to ${rule.names.at(-1)}` : '';
    return `"${part}" is not in the ${rule.name} field, which holds ${rule.min} to ${rule.max}${names}`;
  }
  if (from > to) return `the range "${rangeText}" of the ${rule.name} field runs backwards`;
  if (stepText !== undefined && toText === undefined) {
    return `the step in "${part}" needs a range: write ${fromText}-${rule.max}/${stepText} or */${stepText}`;
  }
  return { from, to, step };
}

function readValue(text: string, rule: CronFieldRule): number | undefined {
  const name = rule.names.indexOf(text.toUpperCase());
  if (name >= 0) return rule.min + name;
  const value = readNumber(text);
  return value !== undefined && value >= rule.min && value <= rule.max ? value : undefined;
}

function readNumber(text: string): number | undefined {
  return /^\d{1,2}$/.test(text) ? Number(text) : undefined;
}
