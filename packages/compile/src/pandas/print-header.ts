import type { PipelineSpec, ResolveEnvironment } from '@ai-etl/core';
import { checksLeft } from '../checks/asserted.ts';
import { parameterVariables } from '../bind/variables.ts';
import type { PlanBinding } from '../plan.ts';
import { oneLine } from '../program-text.ts';
import { pythonText } from './python.ts';
import { dialectOf, pandasSystems } from './systems.ts';

const modules: readonly (readonly [module: string, statement: string])[] = [
  ['bisect', 'import bisect'],
  ['calendar', 'import calendar'],
  ['contextlib', 'import contextlib'],
  ['hashlib', 'import hashlib'],
  ['hmac', 'import hmac'],
  ['json', 'import json'],
  ['math', 'import math'],
  ['os', 'import os'],
  ['re', 'import re'],
  ['sqlite3', 'import sqlite3'],
  ['statistics', 'import statistics'],
  ['struct', 'import struct'],
  ['sys', 'import sys'],
  ['urllib', 'import urllib.error\nimport urllib.parse\nimport urllib.request'],
  ['uuid', 'import uuid'],
];

const names: readonly (readonly [module: string, names: readonly string[]])[] = [
  ['datetime', ['date', 'datetime', 'time', 'timedelta', 'timezone']],
  ['decimal', ['Decimal', 'ROUND_HALF_UP']],
  ['zoneinfo', ['ZoneInfo']],
];

/** Libraries that talk to a system. */
const drivers = ['duckdb', 'psycopg', 'pymysql'];

/** What has to be imported: a module before its dot, a name anywhere. */
const importable = new RegExp(
  `\\b(?:(?:${[...modules.map(([module]) => module), ...drivers].join('|')})(?=\\.)|(?:${names.flatMap(([, all]) => all).join('|')})\\b)`,
  'g',
);

/** Of the runtime's parts, whose texts never change. */
const usedByPart = new Map<string, ReadonlySet<string>>();

/** The imports that the parts of the runtime and the program itself use, pandas first. */
export function printImports(runtime: readonly string[], body: string): string {
  const used = new Set(body.match(importable));
  for (const part of runtime) {
    const words = usedByPart.get(part) ?? new Set(part.match(importable));
    usedByPart.set(part, words);
    for (const word of words) used.add(word);
  }
  const lines = ['import pandas as pd', ''];
  for (const [module, statement] of modules) if (used.has(module)) lines.push(statement);
  for (const [module, all] of names) {
    const needed = all.filter((name) => used.has(name));
    if (needed.length > 0) lines.push(`from ${module} import ${needed.join(', ')}`);
  }
  const needed = drivers.filter((name) => used.has(name));
  if (needed.length > 0) lines.push('', ...needed.map((name) => `import ${name}`));
  if (used.has('Decimal')) {
    lines.push('', 'import decimal', '', '# Sums and products of decimals stay exact.');
    lines.push('decimal.getcontext().prec = 200');
  }
  return lines.join('\n');
}

/** `PARAMETERS`: the default of each, as text; None must be given. Empty without parameters. */
export function printParameters(spec: PipelineSpec): string {
  const all = parameterVariables(spec);
  if (all.length === 0) return '';
  const lines = all.map(({ name, type, value, description }) => {
    const given = value === undefined ? 'None' : pythonText(value);
    const about = description === undefined ? '' : `: ${oneLine(description)}`;
    return `    ${pythonText(name)}: ${given},  # ${type}${about}`;
  });
  return `# The environment variable PARAM_<NAME> takes the place of a default; None must be given.
PARAMETERS = {
${lines.join('\n')}
}`;
}

/** What the program is, and what it needs to run. */
export function printHeader(
  spec: PipelineSpec,
  binding: PlanBinding,
  {
    names,
    environment,
  }: {
    readonly names: ReadonlyMap<string, string>;
    readonly environment: ResolveEnvironment;
  },
): string {
  const used = [
    ...new Set(Array.from(names.keys(), (id) => pandasSystems[dialectOf(id, environment)])),
  ];
  const packages = used.flatMap((system) => system.packages);
  const lines = [
    `Pipeline ${spec.name}, exported by AI-ETL. It runs by itself:`,
    '',
    `    pip install ${['pandas==3.1.1', ...packages, 'tzdata'].join(' ')}`,
    ...Array.from(names.values(), (name) => `    export ${name}=…`),
    ...(spec.steps.some(({ op }) => op === 'mask')
      ? ['    export AI_ETL_MASK_KEY=…  # 64 hex digits; another key gives other hashes and tokens']
      : []),
    '    python pipeline.py',
    '',
    'They are read from the environment only, and look like',
    ...used.map((system) => `    ${system.url}`),
    `Relative dates are bound to ${binding.logicalTime} in ${binding.timezone}.`,
    ...checksLeft(spec.checks),
  ];
  return lines.map((line) => (line === '' ? '#' : `# ${line}`)).join('\n');
}
