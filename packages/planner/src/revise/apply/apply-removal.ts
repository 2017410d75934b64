import type { PipelineSpec } from '@ai-etl/core';
import { areSynonyms } from '../../lexicon/synonyms.ts';
import { nameWords } from '../../link/name-words.ts';
import { acceptable, scoreName } from '../../link/score-name.ts';
import { fold } from '../../text/tokenise.ts';
import type { RemovalChange } from '../revision-ir.ts';
import { chooseParts, type Candidate } from './choose-one.ts';
import { chainsOf, stepsOf } from './chain.ts';
import { conjunctsOf, matching, replaceConjunct } from './conjuncts.ts';
import { askWhatStays } from './rest-of-filter.ts';
import { forgetAssumptions } from './forget-assumptions.ts';
import { mainSteps, removeStep, replaceStep, sourceTable, type Working } from './working.ts';

type Step = PipelineSpec['steps'][number];

/** Takes a part of the pipeline away: the one that the words mean, or the one that is answered. */
export function applyRemoval(working: Working, change: RemovalChange): void {
  const said = change.evidence.text;
  const choose = <Part>(
    noun: string,
    all: readonly Candidate<Part>[],
    fitting: readonly Candidate<Part>[],
  ): readonly Candidate<Part>[] =>
    chooseParts(working.findings, { id: change.part, said, noun, all, fitting, multiple: true });
  const { names } = change;
  switch (change.part) {
    case 'filter': {
      const all = conjunctsOf(working).map((part) => ({ part, label: part.text }));
      const meant = new Set(
        matching(
          all.map(({ part }) => part),
          names,
        ),
      );
      const fitting = all.filter(({ part }) => meant.has(part));
      for (const { part } of choose('filter', all, fitting)) {
        // One of several that was answered is meant as it stands.
        const asked = fitting.length === 1 ? names : [];
        const others = askWhatStays(part, { names: asked, said, findings: working.findings });
        if (others !== null) replaceConjunct(working, part, others);
      }
      return;
    }
    case 'mask':
      return removeColumns(working, names, choose, {
        noun: 'mask',
        entries: (step) =>
          step.op === 'mask' ? step.columns.map((one) => one.name ?? one.kind ?? '') : [],
        keep: (step, left) =>
          step.op === 'mask'
            ? {
                ...step,
                columns: step.columns.filter((one) => left.includes(one.name ?? one.kind ?? '')),
              }
            : step,
      });
    case 'rename':
      return removeColumns(working, names, choose, {
        noun: 'renaming',
        entries: (step) =>
          step.op === 'rename' ? step.columns.map((one) => `${one.from} to ${one.to}`) : [],
        keep: (step, left) =>
          step.op === 'rename'
            ? {
                ...step,
                columns: step.columns.filter((one) => left.includes(`${one.from} to ${one.to}`)),
              }
            : step,
      });
    case 'dedupe':
    case 'sort':
    case 'limit': {
      const all = mainSteps(working)
        .filter((step) => step.op === change.part)
        .map((part) => ({ part, label: part.id }));
      for (const { part } of choose(nouns[change.part], all, all)) removeStep(working, part.id);
      return;
    }
    case 'columns':
      return bringBack(working, names, choose);
    case 'check': {
      const all = working.spec.checks.map((part) => ({ part, label: part.id }));
      const fitting = all.filter(({ part }) => isMeant(JSON.stringify(part), names));
      const gone = new Set(choose('check', all, fitting).map(({ part }) => part));
      working.spec = {
        ...working.spec,
        checks: working.spec.checks.filter((one) => !gone.has(one)),
      };
      return;
    }
    case 'notification': {
      const all = working.spec.notifications.map((part) => ({
        part,
        label: `${part.channel} ${part.to} on ${part.on}`,
      }));
      const fitting = all.filter(({ label }) => isMeant(label, names));
      // "stop notifying ops": of every outcome.
      const receivers = new Set(fitting.map(({ part }) => part.to));
      const chosen = receivers.size === 1 ? fitting : choose('notification', all, fitting);
      const gone = new Set(chosen.map(({ part }) => part));
      working.spec = {
        ...working.spec,
        notifications: working.spec.notifications.filter((one) => !gone.has(one)),
      };
      return;
    }
    case 'schedule': {
      const { schedule, ...rest } = working.spec;
      const all = schedule === undefined ? [] : [{ part: schedule, label: schedule.cron }];
      if (choose('schedule', all, all).length === 0) return;
      working.spec = rest;
      forgetAssumptions(working, 'schedule');
      return;
    }
    case 'load': {
      const all = working.spec.sources
        .filter((source) => source.incremental !== undefined)
        .map((part) => ({ part, label: part.id }));
      const gone = new Set(choose('incremental load', all, all).map(({ part }) => part.id));
      working.spec = {
        ...working.spec,
        sources: working.spec.sources.map((source) => {
          const { incremental: _, ...whole } = source;
          return gone.has(source.id) ? whole : source;
        }),
      };
    }
  }
}

const nouns = { dedupe: 'deduplication', sort: 'sorting', limit: 'limit' } as const;

type Choose = <Part>(
  noun: string,
  all: readonly Candidate<Part>[],
  fitting: readonly Candidate<Part>[],
) => readonly Candidate<Part>[];

interface Entries {
  readonly noun: string;
  readonly entries: (step: Step) => readonly string[];
  readonly keep: (step: Step, left: readonly string[]) => Step;
}

/** Takes entries out of steps that list columns; a step of which none is left goes too. */
function removeColumns(
  working: Working,
  names: readonly string[],
  choose: Choose,
  { noun, entries, keep }: Entries,
): void {
  const all = mainSteps(working).flatMap((step) =>
    entries(step).map((label) => ({ part: { step: step.id, label }, label })),
  );
  const named = all.filter(({ label }) => names.some((name) => isAbout(label, name)));
  // "no longer mask the e-mail and the phone" means both.
  const chosen =
    named.length > 0 && named.length <= names.length
      ? named
      : choose(noun, all, names.length === 0 ? all : named);
  for (const step of mainSteps(working)) {
    const gone = chosen.filter(({ part }) => part.step === step.id).map(({ label }) => label);
    if (gone.length === 0) continue;
    const left = entries(step).filter((label) => !gone.includes(label));
    if (left.length === 0) removeStep(working, step.id);
    else replaceStep(working, keep(step, left));
  }
}

/** Columns that were left out are kept again: added to the list of each step that keeps columns. */
function bringBack(working: Working, names: readonly string[], choose: Choose): void {
  for (const chain of chainsOf(working.spec)) {
    const table = sourceTable(working, chain);
    const selects = stepsOf(working.spec, chain).filter((step) => step.op === 'select');
    if (table === null) continue;
    const kept = new Set(selects.flatMap((step) => (step.op === 'select' ? step.columns : [])));
    const all =
      selects.length === 0
        ? []
        : table.columns
            .filter((column) => !kept.has(column.name))
            .map(({ name }) => ({ part: name, label: name }));
    const named = all.filter(({ label }) => names.some((name) => isAbout(label, name)));
    const chosen =
      named.length > 0 && named.length <= names.length
        ? named
        : choose('column left out', all, named);
    const back = chosen.map(({ part }) => part);
    if (back.length === 0) continue;
    for (const step of selects)
      if (step.op === 'select')
        replaceStep(working, { ...step, columns: [...step.columns, ...back] });
  }
}

function isAbout(label: string, name: string): boolean {
  const spoken = nameWords(name);
  return (
    scoreName(spoken, label).score >= acceptable ||
    nameWords(label).some((part) => spoken.some((word) => areSynonyms(word, part)))
  );
}

function isMeant(label: string, names: readonly string[]): boolean {
  const folded = fold(label);
  return names.every((name) => folded.includes(fold(name)) || isAbout(label, name));
}
