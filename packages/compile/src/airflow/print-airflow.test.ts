import { invariant, parseSpec, type PipelineSpecInput } from '@ai-etl/core';
import { describe, expect, it } from 'vitest';
import { exampleDag } from './example-dag.ts';
import { printAirflow } from './print-airflow.ts';

function print(change: Partial<PipelineSpecInput>): ReturnType<typeof printAirflow> {
  const parsed = parseSpec({ version: 1, name: 'nightly', sources: [], targets: [], ...change });
  invariant('spec' in parsed, JSON.stringify(parsed));
  return printAirflow({ ...exampleDag, spec: parsed.spec });
}

describe('an Airflow DAG', () => {
  it('imports the standard library, public Airflow and our client only', () => {
    const result = printAirflow(exampleDag);
    if (!('code' in result)) expect.fail(JSON.stringify(result));
    const imports = [...result.code.matchAll(/^\s*(?:from (\S+) )?import (.*)$/gm)];
    expect(imports.map(([, from, names]) => `${from ?? ''}: ${names ?? ''}`)).toEqual([
      '__future__: annotations',
      ': hashlib',
      'datetime: timedelta, timezone',
      'airflow.sdk: Connection, Param, dag, get_current_context, task',
      'airflow.timetables.trigger: CronTriggerTimetable',
      'ai_etl: Client, RunFailedError',
    ]);
  });

  it('has no start date, before which Airflow would call a run a success that has no task', () => {
    const result = printAirflow(exampleDag);
    expect(result).toMatchObject({ code: expect.not.stringContaining('start_date') });
  });

  it('is refused where a schedule would have to make a value up', () => {
    const params = [{ name: 'region', type: 'text' as const }];
    expect(print({ params, schedule: { cron: '0 2 * * *' } })).toMatchObject({
      diagnostics: [
        { code: 'PARAMETER_VALUE', path: 'params.0.default', hint: expect.any(String) },
      ],
    });
    expect(print({ params })).toMatchObject({ code: expect.stringContaining('schedule=None') });
  });

  it('says weekdays of a month as Airflow does, and refuses working days of a month', () => {
    expect(print({ schedule: { cron: '0 9 * * 5L,1#2' } })).toMatchObject({
      code: expect.stringContaining('CronTriggerTimetable("0 9 * * L5,1#2"'),
    });
    expect(print({ schedule: { cron: '0 9 LW * *' } })).toMatchObject({
      diagnostics: [{ code: 'INVALID_SCHEDULE', path: 'schedule.cron' }],
    });
  });

  it('hands on the moment a run is about, as a date or as a parameter of that name', () => {
    expect(print({})).toMatchObject({ code: expect.stringContaining('params["date"] = moment') });
    const date = { name: 'date', type: 'date' as const };
    expect(print({ params: [date], schedule: { cron: '0 2 * * *' } })).toMatchObject({
      code: expect.stringContaining('params.setdefault("date", moment.astimezone(ZoneInfo("UTC"))'),
    });
    expect(print({ params: [{ ...date, default: '2024-01-31' }] })).toMatchObject({
      code: expect.stringContaining('a parameter "date" of its own'),
    });
  });
});
