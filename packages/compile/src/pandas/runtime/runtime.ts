import { aggregateFunctions } from './aggregates.ts';
import { castFunctions } from './casts.ts';
import { frameFunctions } from './frames.ts';
import { scalarFunctions } from './scalars.ts';
import { systemFunctions } from './systems.ts';
import { temporalFunctions } from './temporals.ts';
import { valueFunctions } from './values.ts';
import { windowFunctions } from './windows.ts';

/** One function or class of the runtime. */
interface RuntimePart {
  readonly name: string;
  readonly text: string;
}

const parts: readonly RuntimePart[] = [
  ...valueFunctions,
  ...castFunctions,
  ...scalarFunctions,
  ...temporalFunctions,
  ...aggregateFunctions,
  ...frameFunctions,
  ...windowFunctions,
  ...systemFunctions,
].map((text) => ({ name: /^(?:def|class) (\w+)/m.exec(text)?.[1] ?? '', text: text.trim() }));

/** The words of each part, which is read for every program that needs it. */
const partWords: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  parts.map(({ text }) => [text, wordsOf(text)]),
);

/** Names that a program must not use for its own variables. */
export const runtimeNames: ReadonlySet<string> = new Set(parts.map(({ name }) => name));

/** Every part that a program needs, directly or through other parts, in a fixed order. */
export function runtimeFor(program: string): readonly string[] {
  const needed = new Set<RuntimePart>();
  const pending = [program];
  for (let text = pending.pop(); text !== undefined; text = pending.pop()) {
    const words = partWords.get(text) ?? wordsOf(text);
    for (const part of parts) {
      if (!words.has(part.name) || needed.has(part)) continue;
      needed.add(part);
      pending.push(part.text);
    }
  }
  return parts.filter((part) => needed.has(part)).map(({ text }) => text);
}

function wordsOf(text: string): ReadonlySet<string> {
  // Neither methods nor keys: `text.join`, `"left"`.
  return new Set(text.match(/(?<![.\w"'])[A-Za-z_]\w*/g));
}
