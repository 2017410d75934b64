import type { PipelineSpec } from '@ai-etl/core';
import type { PlanBinding } from '../plan.ts';

const modules: readonly (readonly [word: RegExp, statement: string])[] = [
  [/\bcalendar\./, 'import calendar'],
  [/\bhashlib\./, 'import hashlib'],
  [/\bjson\./, 'import json'],
  [/\bmath\./, 'import math'],
  [/\bos\./, 'import os'],
  [/\bre\./, 'import re'],
  [/\bstatistics\./, 'import statistics'],
  [/\bstruct\./, 'import struct'],
  [/\bsys\./, 'import sys'],
  [/\burllib\./, 'import urllib.error\nimport urllib.parse\nimport urllib.request'],
  [/\buuid\./, 'import uuid'],
];

const names: readonly (readonly [module: string, names: readonly string[]])[] = [
  ['datetime', ['date', 'datetime', 'time', 'timedelta', 'timezone']],
  ['decimal', ['Decimal', 'ROUND_HALF_UP']],
  ['zoneinfo', ['ZoneInfo']],
];

/** The imports that a program uses, pandas first. */
export function printImports(program: string): string {
  const lines = ['import pandas as pd', ''];
  for (const [word, statement] of modules) if (word.test(program)) lines.push(statement);
  for (const [module, all] of names) {
    const used = all.filter((name) => new RegExp(`\\b${name}\\b`).test(program));
    if (used.length > 0) lines.push(`from ${module} import ${used.join(', ')}`);
  }
  if (/\bpsycopg\./.test(program)) lines.push('', 'import psycopg');
  if (/\bDecimal\b/.test(program)) {
    lines.push('', 'import decimal', '', '# Sums and products of decimals stay exact.');
    lines.push('decimal.getcontext().prec = 200');
  }
  return lines.join('\n');
}

/** What the program is, and what it needs to run. */
export function printHeader(
  spec: PipelineSpec,
  binding: PlanBinding,
  environment: ReadonlyMap<string, string>,
): string {
  const lines = [
    `Pipeline ${spec.name}, exported by AI-ETL. It runs by itself:`,
    '',
    '    pip install pandas "psycopg[binary]" tzdata',
    ...Array.from(environment.values(), (name) => `    export ${name}=…`),
    '    python pipeline.py',
    '',
    'URLs look like postgresql://user:password@host:5432/database and',
    'http://user:password@host:8123/database; they are read from the environment only.',
    `Relative dates are bound to ${binding.logicalTime} in ${binding.timezone}.`,
  ];
  return lines.map((line) => (line === '' ? '#' : `# ${line}`)).join('\n');
}
