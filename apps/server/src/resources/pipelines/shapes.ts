import { z } from 'zod';
import { PipelineSpec } from '@ai-etl/core';
import { Timestamp } from '../../http/fields.ts';
import {
  changeExample,
  dagExample,
  deployedExample,
  engineExample,
  generatedExample,
  planExample,
  scheduleExample,
  summaryExample,
  tableExample,
  validationExample,
} from './examples.ts';

export const Spec = PipelineSpec.meta({
  id: 'PipelineSpec',
  description: 'A pipeline, version 1.',
});

const Finding = z.object({
  code: z.string(),
  path: z.string().describe('Where in the spec: steps.2.condition.'),
  message: z.string(),
  hint: z.string().nullable(),
});

export const Validation = z
  .object({
    status: z.enum(['passed', 'failed', 'needs_clarification']),
    errors: z.array(Finding).describe('Each of them forbids deploying.'),
    warnings: z.array(Finding),
    notes: z.array(Finding),
    checked: z
      .enum(['live', 'catalog'])
      .describe('live: source queries explained, target types checked, rows sampled.'),
    sampled_rows: z.int(),
  })
  .meta({ id: 'Validation', examples: [validationExample] });

export type ValidationBody = z.infer<typeof Validation>;

export const Question = z
  .object({
    id: z.string().describe('Key of the answer.'),
    field: z.string(),
    question: z.string(),
    choices: z.array(z.object({ value: z.string(), label: z.string(), because: z.string() })),
    allow_free_text: z.boolean(),
    allow_multiple: z.boolean(),
  })
  .meta({ id: 'Question' });

export type QuestionBody = z.infer<typeof Question>;

export const Assumption = z
  .object({
    path: z.string(),
    value: z.string(),
    because: z.string(),
    alternatives: z.array(z.string()),
  })
  .meta({ id: 'Assumption', description: 'A default that the words did not say.' });

export const DagDefinition = z
  .object({
    route: z.string().nullable(),
    tasks: z.array(
      z.object({
        id: z.string(),
        kind: z.string(),
        branch: z.string(),
        depends_on: z.array(z.string()),
      }),
    ),
    edges: z.array(z.object({ from: z.string(), to: z.string() })),
  })
  .meta({ id: 'DagDefinition', examples: [dagExample] });

export type DagBody = z.infer<typeof DagDefinition>;

const PlanColumns = z.array(
  z.object({ name: z.string(), type: z.string(), nullable: z.boolean() }),
);

export const Plan = z
  .object({
    route: z.string().describe('direct, local or in_target; see the concept page on routes.'),
    because: z.array(z.string()).describe('Why this route, in sentences.'),
    estimate: z
      .object({
        source_rows: z.number().nullable().describe('What the tables hold that are read.'),
        source_bytes: z.number().nullable(),
        sources: z
          .array(
            z.object({
              id: z.string(),
              rows: z.number().nullable(),
              bytes: z.number().nullable().describe('Of files unpacked, where that is known.'),
              rows_exact: z.boolean().describe('False: from statistics or a sample.'),
            }),
          )
          .describe('The same of each source that is read.'),
        read_rows: z.number().nullable().describe('What leaves the sources, at most.'),
        read_bytes: z.number().nullable(),
        moved_bytes: z.number().nullable().describe('Out of sources and into targets, at most.'),
        routes: z.array(
          z.object({
            route: z.string(),
            possible: z.boolean(),
            moved_bytes: z.number().nullable(),
            obstacle: z.string().nullable().describe('Why it cannot be taken.'),
          }),
        ),
      })
      .describe(
        'From statistics of the catalogs and what files hold; null where they say nothing.',
      ),
    extracts: z
      .array(
        z.object({
          id: z.string().describe('Source or step; also its scratch table.'),
          source_connection: z.string(),
          source_sql: z.string(),
          pushed: z.array(z.string()),
          estimated_rows: z.number().nullable(),
          columns: PlanColumns,
        }),
      )
      .describe('The local route: what is loaded into the scratch database of the run first.'),
    branches: z.array(
      z.object({
        id: z.string(),
        route: z.string(),
        source_connection: z.string().nullable().describe('null: the scratch database.'),
        source_sql: z.string().describe('What the source is asked, filters and steps pushed in.'),
        pushed: z.array(z.string()),
        estimated_rows: z.number().nullable(),
        columns: PlanColumns,
        target_connection: z.string(),
        target: z.string(),
        write_mode: z.string(),
        write_keys: z.array(z.string()),
      }),
    ),
  })
  .meta({ id: 'Plan', examples: [planExample] });

export type PlanBody = z.infer<typeof Plan>;

export const Schedule = z
  .object({
    cron: z.string(),
    timezone: z.string(),
    catchup: z.enum(['latest', 'all', 'none']),
    paused: z.boolean(),
    next_run_at: Timestamp.nullable(),
  })
  .meta({ id: 'Schedule', examples: [scheduleExample] });

const Deployment = z.object({
  environment: z.string(),
  version: z.int(),
  deployed_at: Timestamp,
});

const BoundConnections = z
  .record(z.string(), z.string())
  .describe('Ids of connections that stand in the place of those the spec names.');

export const DeploymentShape = Deployment.extend({
  deployed_by: z.string().nullable().describe('User id.'),
  connections: BoundConnections,
  schedule: Schedule.nullable(),
}).meta({ id: 'Deployment', examples: [...summaryExample.deployments] });

export type DeploymentBody = z.infer<typeof DeploymentShape>;

export const Change = z
  .object({
    path: z.string().describe('Nodes by id: targets.orders.write.mode.'),
    kind: z.enum(['added', 'removed', 'changed']),
    before: z.unknown().describe('null: it was not there.'),
    after: z.unknown().describe('null: it is gone.'),
    text: z.string().describe('For a person.'),
  })
  .meta({
    id: 'SpecChange',
    examples: [changeExample],
  });

export type ChangeBody = z.infer<typeof Change>;

export const TableChange = z
  .object({
    connection_id: z.string(),
    table: z.string(),
    write_mode: z.string(),
    change: z
      .enum(['create', 'none', 'columns_differ'])
      .describe('What the next run makes of the table beside its rows.'),
    create_sql: z.string().nullable().describe('null: the table is there.'),
    new_columns: z.array(z.string()).describe('Written, and not in the table yet.'),
    other_columns: z.array(z.string()).describe('In the table, and not written.'),
  })
  .meta({ id: 'TableChange', examples: [tableExample] });

const WantedSchedule = Schedule.pick({ cron: true, timezone: true, catchup: true });

export const Deployed = z
  .object({
    pipeline_id: z.string(),
    environment: z.string(),
    version: z.int(),
    dry_run: z.boolean(),
    deployed_at: Timestamp.nullable().describe('null: nothing was deployed, it was a dry run.'),
    schedule: Schedule.nullable(),
    next_runs: z.array(Timestamp).describe('The next five times.'),
    changes: z
      .object({
        version: z.object({
          from: z.int().nullable().describe('null: it was not deployed there.'),
          to: z.int(),
        }),
        spec: z.array(Change).describe('From the version that was deployed there.'),
        schedule: z.object({ from: WantedSchedule.nullable(), to: WantedSchedule.nullable() }),
        connections: z.object({ from: BoundConnections, to: BoundConnections }),
        tables: z.array(TableChange),
      })
      .describe('What this deployment changes in its environment.'),
    notes: z.array(z.string()).describe('What a person should know before the next run.'),
  })
  .meta({ id: 'DeployedPipeline', examples: [deployedExample] });

export type DeployedBody = z.infer<typeof Deployed>;

export const Summary = z
  .object({
    pipeline_id: z.string(),
    project_id: z.string(),
    name: z.string(),
    sentence: z.string().describe('The words it was made from.'),
    status: z.enum(['needs_clarification', 'ready']),
    version: z.int().describe('0: nothing settled yet.'),
    deployment: Deployment.nullable().describe('The newest of all environments.'),
    deployments: z.array(DeploymentShape).describe('One for each environment.'),
    schedule: Schedule.nullable().describe('Of the environment that was deployed to last.'),
    last_run: z
      .object({
        run_id: z.string(),
        status: z.string(),
        created_at: Timestamp,
        started_at: Timestamp.nullable(),
        finished_at: Timestamp.nullable(),
      })
      .nullable(),
    deleted_at: Timestamp.nullable(),
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({ id: 'PipelineSummary', examples: [summaryExample] });

export type SummaryBody = z.infer<typeof Summary>;

export const Engine = z
  .object({
    engine: z.enum(['built-in', 'model']),
    model: z.string().nullable().describe('Provider and model: ollama/qwen3.'),
    rounds: z
      .int()
      .nullable()
      .describe('How often the model was asked; 0: an earlier answer to the same words.'),
    because: z
      .string()
      .nullable()
      .describe('Why the built-in parser answered; null: no model is configured.'),
  })
  .meta({ id: 'LanguageEngine', examples: [engineExample] });

export type EngineBody = z.infer<typeof Engine>;

export const VerifiedPattern = z.object({
  verified_question_id: z.string(),
  question: z.string().describe('The words whose answer was approved.'),
  replaced: z.array(z.object({ was: z.string(), is: z.string() })),
});

export const Generated = z
  .object({
    pipeline_id: z.string(),
    project_id: z.string(),
    name: z.string(),
    description: z.string(),
    sentence: z.string(),
    code: z.string().describe('pandas that runs by itself; empty until nothing is in doubt.'),
    dag_definition: DagDefinition,
    validation: Validation,
    clarification: z.array(Question).describe('What must be answered before it can be deployed.'),
    assumptions: z.array(Assumption),
    spec: Spec,
    plan: Plan.nullable().describe('With options.optimize: how it will run, and why.'),
    version: z.int(),
    verified: z.boolean().describe('Somebody has approved this spec for these words.'),
    verified_pattern: VerifiedPattern.nullable().describe(
      'The spec of a verified sentence of the same shape, with these other values.',
    ),
    engine: Engine.nullable().describe('Who read the words; null: a spec was given.'),
  })
  .meta({ id: 'GeneratedPipeline', examples: [generatedExample] });

export type GeneratedBody = z.infer<typeof Generated>;

export const Options = z.strictObject({
  optimize: z.boolean().default(true).describe('Answer the plan: route, reasons, estimates.'),
  validate: z
    .boolean()
    .default(true)
    .describe('Prove it on the live systems; otherwise names and types only.'),
});

export type GenerateOptions = z.infer<typeof Options>;
