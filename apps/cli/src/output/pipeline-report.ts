import type { GeneratedPipeline, Pipeline, ValidatedPipeline } from '@ai-etl/sdk';
import type { CommandContext } from '../command.ts';
import { cutToWidth } from './display-width.ts';
import { formatBytes, formatCount } from './numbers.ts';
import { safeText } from './safe-text.ts';
import { showFields } from './show.ts';
import { colourStatus } from './style.ts';

type Reporting = Pick<CommandContext, 'terminal' | 'style'>;

/** What a sentence became: what it does, whether it can run, and what was assumed. */
export function reportGenerated(context: Reporting, pipeline: Pipeline<GeneratedPipeline>): void {
  const { terminal, style } = context;
  const { data } = pipeline;
  showFields(context, [
    ['pipeline', `${style.bold(safeText(data.name))}  ${data.pipeline_id}`],
    ['does', safeText(data.description)],
    ['validation', colourStatus(style, data.validation.status)],
  ]);
  reportFindings(context, data.validation);
  for (const { path, value, because } of data.assumptions) {
    terminal.out(style.dim(`  assumed ${safeText(`${path} = ${value}`)}: ${safeText(because)}`));
  }
}

type Validation = GeneratedPipeline['validation'];

/** Whether it can run, and everything that speaks against it. */
export function reportValidation(context: Reporting, validation: Validation): void {
  showFields(context, [['validation', colourStatus(context.style, validation.status)]]);
  reportFindings(context, validation);
}

function reportFindings({ terminal, style }: Reporting, { errors, warnings }: Validation): void {
  for (const [findings, paint] of [
    [errors, style.bad],
    [warnings, style.warn],
  ] as const) {
    for (const one of findings) {
      const hint = one.hint === null ? '' : ` (${one.hint})`;
      terminal.out(`  ${paint(one.code)} ${safeText(one.path)}: ${safeText(one.message + hint)}`);
    }
  }
}

/** What becomes of the tables that are written. */
export function reportTables(
  { terminal, style }: Reporting,
  tables: ValidatedPipeline['tables'],
  names: ReadonlyMap<string, string>,
): void {
  for (const {
    table,
    connection_id: id,
    write_mode: mode,
    change,
    new_columns,
    other_columns,
  } of tables) {
    const where = `${style.bold(safeText(table))} on ${safeText(names.get(id) ?? id)}`;
    const what = {
      create: style.good('will be created'),
      none: 'is there, and fits',
      columns_differ: style.warn('is there, with other columns'),
    }[change];
    terminal.out(`  ${where}: ${mode}; ${what}`);
    if (change !== 'columns_differ') continue;
    if (new_columns.length > 0) terminal.out(`    new: ${safeText(new_columns.join(', '))}`);
    if (other_columns.length > 0)
      terminal.out(`    not written: ${safeText(other_columns.join(', '))}`);
  }
}

/** How it will run: the route, why, and each target with its rows. `names`: connections by id. */
export function reportPlan(
  context: Reporting,
  plan: NonNullable<GeneratedPipeline['plan']>,
  names: ReadonlyMap<string, string>,
): void {
  const { terminal, style } = context;
  const { estimate } = plan;
  const nameOf = (id: string): string => safeText(names.get(id) ?? id);
  const cost = [
    estimate.source_rows === null ? null : `about ${formatCount(estimate.source_rows)} rows`,
    estimate.source_bytes === null ? null : `about ${formatBytes(estimate.source_bytes)} to read`,
  ].filter((one) => one !== null);
  const reasons = plan.because.map(safeText);
  const fewReasons = plan.branches.length === 1;
  showFields(context, [
    ['route', `${style.bold(plan.route)}${fewReasons ? `: ${reasons.join(' ')}` : ''}`],
    ['cost', cost.length === 0 ? 'not known: the source has no statistics' : cost.join(', ')],
  ]);
  if (!fewReasons) for (const reason of reasons) terminal.out(`  ${reason}`);
  const showSql = (from: string, sql: string): void => {
    const line = `    from ${from}: ${safeText(sql.replace(/\s+/g, ' '))}`;
    terminal.out(style.dim(terminal.width === null ? line : cutToWidth(line, terminal.width)));
  };
  for (const extract of plan.extracts) {
    terminal.out(`  ${style.bold(safeText(extract.id))} into the scratch database`);
    showSql(nameOf(extract.source_connection), extract.source_sql);
  }
  for (const branch of plan.branches) {
    const rows =
      branch.estimated_rows === null ? '' : `, about ${formatCount(branch.estimated_rows)} rows`;
    const keys = branch.write_keys.length === 0 ? '' : ` by ${branch.write_keys.join(', ')}`;
    const { source_connection: from } = branch;
    terminal.out(
      `  ${style.bold(safeText(branch.target))} on ${nameOf(branch.target_connection)}: ${branch.write_mode}${safeText(keys)}${rows}`,
    );
    showSql(from === null ? 'the scratch database' : nameOf(from), branch.source_sql);
  }
}

/** The open questions, with what can be answered. */
export function reportQuestions(context: Reporting, pipeline: Pipeline): void {
  const { terminal, style } = context;
  for (const { id, question, choices, allow_free_text, allow_multiple } of pipeline.questions) {
    terminal.out(`${style.warn('?')} ${safeText(question)}  ${style.dim(`(${id})`)}`);
    for (const choice of choices) {
      const label = choice.label === choice.value ? '' : `  ${safeText(choice.label)}`;
      terminal.out(`    ${safeText(choice.value)}${label}  ${style.dim(safeText(choice.because))}`);
    }
    if (allow_free_text) terminal.out(style.dim('    or your own words'));
    if (allow_multiple) terminal.out(style.dim('    several may be given'));
  }
}
