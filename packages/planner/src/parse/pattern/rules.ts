import type { Evidence } from '../../ir/index.ts';
import { claim, free, type Reading } from '../reading.ts';
import {
  compilePattern,
  firstWords,
  type CaptureKind,
  type PatternNode,
} from './compile-pattern.ts';
import { capture, matchPattern, remembering, type Captures } from './match-pattern.ts';

/** Patterns that mean one thing, and what they mean; null: not this after all. */
export interface Rule<Meaning> {
  readonly patterns: readonly string[];
  readonly mean: (captures: Captures) => ((evidence: Evidence) => Meaning) | null;
}

interface CompiledRule<Meaning> {
  readonly nodes: readonly PatternNode[];
  readonly mean: Rule<Meaning>['mean'];
}

interface OpenRule<Meaning> extends CompiledRule<Meaning> {
  readonly reads: CaptureKind | null;
  readonly second: ReturnType<typeof firstWords>;
}

/** Rules by the words they can begin with, so that a token meets only those. */
export interface RuleSet<Meaning> {
  readonly byWord: ReadonlyMap<string, readonly CompiledRule<Meaning>[]>;
  readonly byPrefix: ReadonlyMap<string, readonly CompiledRule<Meaning>[]>;
  /** Rules that begin with a capture, and the words that can stand behind it. */
  readonly open: readonly OpenRule<Meaning>[];
}

/** Compiles rules once; the first that matches at a token wins. */
export function compileRules<Meaning>(rules: readonly Rule<Meaning>[]): RuleSet<Meaning> {
  const byWord = new Map<string, CompiledRule<Meaning>[]>();
  const byPrefix = new Map<string, CompiledRule<Meaning>[]>();
  const open: OpenRule<Meaning>[] = [];
  for (const { patterns, mean } of rules) {
    for (const pattern of patterns) {
      const nodes = compilePattern(pattern);
      const rule = { nodes, mean };
      const first = firstWords(nodes);
      if (first === null) {
        const [head, ...rest] = nodes;
        const capture = head?.kind === 'capture' ? head : null;
        open.push({
          ...rule,
          reads: capture?.reads ?? null,
          second: capture === null ? null : firstWords(rest),
        });
      }
      for (const { word, prefix } of first ?? []) {
        const index = prefix ? byPrefix : byWord;
        const list = index.get(word) ?? [];
        if (!list.includes(rule)) list.push(rule);
        index.set(word, list);
      }
    }
  }
  return { byWord, byPrefix, open };
}

/** Reads and claims everything the rules find, from left to right, where `mayBegin` lets them. */
export function readRules<Meaning>(
  reading: Reading,
  rules: RuleSet<Meaning>,
  mayBegin: (at: number) => boolean = () => true,
): Meaning[] {
  const found: Meaning[] = [];
  for (let at = 0; at < reading.tokens.length; at += 1) {
    const read = mayBegin(at) ? readRuleAt(reading, rules, at) : null;
    if (read === null) continue;
    found.push(read.make(claim(reading, at, read.end)));
    at = read.end - 1;
  }
  return found;
}

/** The first rule that matches at a token, nothing claimed. */
export function readRuleAt<Meaning>(
  reading: Reading,
  rules: RuleSet<Meaning>,
  at: number,
): { readonly make: (evidence: Evidence) => Meaning; readonly end: number } | null {
  const token = free(reading, at);
  if (token === undefined) return null;
  return remembering(reading, () => {
    for (const rule of [...candidates(rules, token.lower), ...openAt(reading, rules, at)]) {
      const matched = matchPattern(reading, rule.nodes, at);
      if (matched === null || matched.end === at) continue;
      const make = rule.mean(matched.captures);
      if (make !== null) return { make, end: matched.end };
    }
    return null;
  });
}

const longestPrefix = 14;

function candidates<Meaning>(
  rules: RuleSet<Meaning>,
  lower: string,
): readonly CompiledRule<Meaning>[] {
  const word = lower.split(' ')[0] ?? '';
  const found = [...(rules.byWord.get(word) ?? [])];
  for (let length = Math.min(word.length, longestPrefix); length >= 2; length -= 1) {
    found.push(...(rules.byPrefix.get(word.slice(0, length)) ?? []));
  }
  return found;
}

/** Open rules whose capture reads here and whose next word then stands behind it. */
function openAt<Meaning>(
  reading: Reading,
  rules: RuleSet<Meaning>,
  at: number,
): readonly CompiledRule<Meaning>[] {
  const followers = new Map<CaptureKind, readonly string[]>();
  const behind = (reads: CaptureKind): readonly string[] => {
    const known = followers.get(reads);
    if (known !== undefined) return known;
    const words = capture(reading, reads, at).map(({ end }) => {
      const next = free(reading, end);
      return next === undefined || next.quoted ? '' : (next.lower.split(' ')[0] ?? '');
    });
    followers.set(reads, words);
    return words;
  };
  return rules.open.filter(({ reads, second }) => {
    if (reads === null) return true;
    const words = behind(reads);
    if (second === null) return words.length > 0;
    return words.some((word) =>
      second.some((one) => (one.prefix ? word.startsWith(one.word) : word === one.word)),
    );
  });
}
