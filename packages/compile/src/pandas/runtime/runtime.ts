import { asofFunctions } from './asof.ts';
import { aggregateFunctions } from './aggregates.ts';
import { castFunctions } from './casts.ts';
import { databaseFunctions } from './databases.ts';
import { frameFunctions } from './frames.ts';
import { maskFunctions } from './masks.ts';
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
  ...maskFunctions,
  ...frameFunctions,
  ...asofFunctions,
  ...windowFunctions,
  ...systemFunctions,
  ...databaseFunctions,
].map((text) => ({ name: /^(?:def|class) (\w+)/m.exec(text)?.[1] ?? '', text: text.trim() }));

/** Names that a program must not use for its own variables. */
export const runtimeNames: ReadonlySet<string> = new Set(parts.map(({ name }) => name));

const byName: ReadonlyMap<string, RuntimePart> = new Map(parts.map((part) => [part.name, part]));

/** A use of a part, neither as a method nor as a key: `text.join`, `"left"`. */
const use = new RegExp(`(?<![.\\w"'])(?:${[...byName.keys()].join('|')})\\b`, 'g');

/** What each part uses, itself included: their texts are read once, not for every program. */
const usedByPart: ReadonlyMap<RuntimePart, readonly RuntimePart[]> = new Map(
  parts.map((part) => [part, usedIn(part.text)]),
);

/** Every part that a program needs, directly or through other parts, in a fixed order. */
export function runtimeFor(program: string): readonly string[] {
  const needed = new Set<RuntimePart>();
  const pending = [...usedIn(program)];
  for (let part = pending.pop(); part !== undefined; part = pending.pop()) {
    if (needed.has(part)) continue;
    needed.add(part);
    pending.push(...(usedByPart.get(part) ?? []));
  }
  return parts.filter((part) => needed.has(part)).map(({ text }) => text);
}

function usedIn(text: string): readonly RuntimePart[] {
  return [...new Set(text.match(use))].flatMap((name) => byName.get(name) ?? []);
}
