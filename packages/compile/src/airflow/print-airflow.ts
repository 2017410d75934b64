import { diagnostic, parseCron, type Diagnostic, type PipelineSpec } from '@ai-etl/core';
import { parameterVariables, type ParameterVariable } from '../bind/variables.ts';
import { pythonText } from '../pandas/python.ts';
import { oneLine } from '../program-text.ts';

export interface AirflowRequest {
  readonly spec: PipelineSpec;
  readonly pipelineId: string;
  /** Where its runs take their version and connections from. */
  readonly environment: string;
  /** What the pipeline does, in plain words. */
  readonly about: string;
}

export type AirflowResult =
  { readonly code: string } | { readonly diagnostics: readonly Diagnostic[] };

/**
 * A DAG for Airflow 3 that has the engine run the pipeline, through the Python SDK, at the times of
 * the pipeline's schedule: each DAG run is one run, however often its task is tried. Pure.
 */
export function printAirflow(request: AirflowRequest): AirflowResult {
  const { spec } = request;
  const findings = [...refuseUnset(spec), ...refuseWorkingDays(spec)];
  if (findings.length > 0) return { diagnostics: findings };
  const body = [printConstants(request), printTask(spec), printDag(request)].join('\n\n\n');
  return { code: `${[printDocstring(request), printImports(body)].join('\n\n')}\n\n\n${body}\n` };
}

/** Nobody is there to give a parameter its value when a schedule begins a run. */
function refuseUnset(spec: PipelineSpec): readonly Diagnostic[] {
  if (spec.schedule === undefined) return [];
  return parameterVariables(spec).flatMap((one, index) =>
    one.value !== undefined || isMoment(one)
      ? []
      : [
          diagnostic(
            'PARAMETER_VALUE',
            `params.${index}.default`,
            `The parameter "${one.name}" has no default, and a schedule gives none.`,
            'give it a default, or export a version without a schedule',
          ),
        ],
  );
}

/** Airflow's crons know `L` and `1#2`, and no working days. */
function refuseWorkingDays({ schedule }: PipelineSpec): readonly Diagnostic[] {
  const parsed = schedule === undefined ? undefined : parseCron(schedule.cron);
  if (parsed?.ok !== true) return [];
  const { firstWorking, lastWorking } = parsed.cron.specialDays;
  if (!firstWorking && !lastWorking) return [];
  const message = 'Airflow cannot run on the first or last working day of a month.';
  const hint = 'name a day of the month, or export a version without a schedule';
  return [diagnostic('INVALID_SCHEDULE', 'schedule.cron', message, hint)];
}

/** `5L`, the last Friday, is `L5` there. */
function airflowCron(cron: string): string {
  const fields = cron.trim().split(/\s+/u);
  const week = fields.at(-1)?.replaceAll(/(?<![#\w])(\w{1,3})L(?=,|$)/giu, 'L$1') ?? '';
  return [...fields.slice(0, -1), week].join(' ');
}

/** A parameter that the run's own moment fills. */
function isMoment({ name, type, value }: ParameterVariable): boolean {
  return name === 'date' && type === 'date' && value === undefined;
}

const names: readonly (readonly [module: string, names: readonly string[]])[] = [
  ['datetime', ['timedelta', 'timezone']],
  ['zoneinfo', ['ZoneInfo']],
  ['airflow.sdk', ['Connection', 'Param', 'dag', 'get_current_context', 'task']],
  ['airflow.timetables.trigger', ['CronTriggerTimetable']],
];

/** What the rest of the file uses: the standard library and Airflow's public interface. */
function printImports(body: string): string {
  const lines = names.flatMap(([module, all]) => {
    const used = all.filter((name) =>
      new RegExp(String.raw`(?<!["\w])${name}\b(?!["=])`).test(body),
    );
    return used.length === 0 ? [] : [`from ${module} import ${used.join(', ')}`];
  });
  const airflow = lines.findIndex((line) => line.startsWith('from airflow'));
  return [
    'from __future__ import annotations',
    '',
    'import hashlib',
    ...lines.slice(0, airflow),
    '',
    ...lines.slice(airflow),
  ].join('\n');
}

function printDocstring({ spec, environment }: AirflowRequest): string {
  return `"""
Pipeline ${spec.name}, exported by AI-ETL as a DAG for Airflow 3.

The engine does the work; the DAG begins a run and waits for it. It needs

- the Python client on Airflow's workers: pip install <checkout of AI-ETL>/sdks/python
- the connection ai_etl: host is the API's address, password an API key that may run pipelines:
  AIRFLOW_CONN_AI_ETL='{"conn_type": "http", "host": "https://…", "password": "…"}'
- no schedule in AI-ETL itself: deploy the pipeline to ${environment} with "schedule": null,
  or it runs twice.
"""`;
}

function printConstants({ pipelineId, environment, about }: AirflowRequest): string {
  return `CONNECTION = "ai_etl"
PIPELINE = ${pythonText(pipelineId)}
ENVIRONMENT = ${pythonText(environment)}

DOC = ${pythonText(`${oneLine(about)}\n\nExported by AI-ETL; the engine runs it: ${pipelineId} in ${environment}.`)}`;
}

function printTask(spec: PipelineSpec): string {
  const { retries, retry_delay_seconds } = spec.policy;
  return `@task(
    retries=${retries},
    retry_delay=timedelta(seconds=${retry_delay_seconds}),
    retry_exponential_backoff=True,
)
def run_pipeline() -> str:
    """
    Runs the pipeline for this DAG run's moment and waits until it has ended; gives the run's id.
    A task that lost contact finds its run again; only after a run that failed the next try begins
    another one.
    """
    # Not needed to read this file.
    from ai_etl import Client, RunFailedError

    context = get_current_context()
    dag_run, tries = context["dag_run"], context["ti"].try_number
    moment = dag_run.logical_date or dag_run.run_after
    params = {name: value for name, value in context["params"].items() if value is not None}
    ${printMoment(spec)}
    connection = Connection.get(CONNECTION)
    with Client(api_key=connection.password, base_url=connection.host) as client:
        for number in range(1, tries + 1):
            name = f"{dag_run.dag_id}/{dag_run.run_id}/{number}"
            run = client.pipelines.run(
                PIPELINE,
                params,
                environment=ENVIRONMENT,
                idempotency_key="airflow-" + hashlib.sha256(name.encode()).hexdigest(),
            )
            print(f"{run.id} for {moment.isoformat()}")
            try:
                run.wait(on_progress=lambda one: print(f"{one.id} is {one.status}"), poll_seconds=10.0)
            except RunFailedError:
                if number == tries:
                    raise
                continue
            return run.id
    raise RuntimeError("A task is tried at least once.")`;
}

/** `date` is the moment a run is about, unless the pipeline has a parameter of that name. */
function printMoment(spec: PipelineSpec): string {
  const own = parameterVariables(spec).find(({ name }) => name === 'date');
  if (own === undefined) {
    return `# Relative dates such as "yesterday" are counted from here.
    params["date"] = moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")`;
  }
  if (!isMoment(own)) {
    return '# The pipeline has a parameter "date" of its own: relative dates are counted from now.';
  }
  return `# The day the run is about, unless somebody gave another one.
    params.setdefault("date", moment.astimezone(ZoneInfo(${pythonText(spec.schedule?.timezone ?? 'UTC')})).date().isoformat())`;
}

function printDag({ spec }: AirflowRequest): string {
  const { schedule, policy } = spec;
  const timetable =
    schedule === undefined
      ? 'None'
      : `CronTriggerTimetable(${pythonText(airflowCron(schedule.cron))}, timezone=${pythonText(schedule.timezone)})`;
  const params = parameterVariables(spec).map((one) => `        ${printParam(one)},`);
  // No start_date: a DAG run for an earlier moment has no task then, loads nothing, and is a success.
  const lines = [
    `dag_id=${pythonText(spec.name)}`,
    `schedule=${timetable}`,
    `catchup=${schedule?.catchup === 'all' ? 'True' : 'False'}`,
    `max_active_runs=${policy.max_active_runs}`,
    ...(params.length === 0 ? [] : [`params={\n${params.join('\n')}\n    }`]),
    'tags=["ai-etl"]',
    'doc_md=DOC',
  ];
  return `@dag(
${lines.map((line) => `    ${line},`).join('\n')}
)
def pipeline():
    run_pipeline()


pipeline()`;
}

const jsonTypes: Readonly<Record<ParameterVariable['type'], string>> = {
  text: 'string',
  int64: 'integer',
  decimal: 'string',
  float64: 'number',
  bool: 'boolean',
  date: 'string',
  timestamp: 'string',
  timestamptz: 'string',
};

function printParam(one: ParameterVariable): string {
  const { name, type, value, description } = one;
  const parts = [
    ...(value === undefined ? (isMoment(one) ? ['None'] : []) : [printDefault(type, value)]),
    `type=${isMoment(one) ? '["null", "string"]' : pythonText(jsonTypes[type])}`,
    ...(description === undefined ? [] : [`description=${pythonText(description)}`]),
  ];
  return `${pythonText(name)}: Param(${parts.join(', ')})`;
}

function printDefault(type: ParameterVariable['type'], value: string): string {
  switch (type) {
    case 'int64':
      return value;
    case 'float64':
      return `float(${pythonText(value)})`;
    case 'bool':
      return value === 'true' ? 'True' : 'False';
    default:
      return pythonText(value);
  }
}
