import { createHash } from 'node:crypto';
import { findTable, type CatalogTable, type PipelineSpec, type TargetReceipt } from '@ai-etl/core';
import type { RunReport } from '@ai-etl/store';
import { columnLineage, type Origin } from './column-lineage.ts';
import { datasetName, type DatasetName } from './datasets.ts';

export interface EventOptions {
  /** Of our jobs: what tells this installation from others. */
  readonly namespace: string;
  readonly version: string;
}

const spec = 'https://openlineage.io/spec';

/** One OpenLineage event (2-0-2) of a run: START, or COMPLETE, FAIL, ABORT. The same report makes the same event. */
export function runEvent(report: RunReport, { namespace, version }: EventOptions): object {
  const { run, stage } = report;
  const producer = `https://ai-etl.com/producer/${version}`;
  const facet = (file: string, content: object): object => ({
    _producer: producer,
    _schemaURL: `${spec}/facets/${file.replace('#', `.json#/$defs/${file.split(/[/#]/)[1] ?? ''}`)}`,
    ...content,
  });
  const error = run.status === 'failed' && stage === 'ended' ? run.error : null;
  return {
    eventType: eventTypeOf(report),
    eventTime: (stage === 'started' ? run.startedAt : run.finishedAt) ?? run.createdAt,
    producer,
    schemaURL: `${spec}/2-0-2/OpenLineage.json#/$defs/RunEvent`,
    run: {
      runId: runUuid(run.id),
      facets: {
        nominalTime: facet('1-0-1/NominalTimeRunFacet#', { nominalStartTime: run.logicalTime }),
        processing_engine: facet('1-1-1/ProcessingEngineRunFacet#', { name: 'AI-ETL', version }),
        ...(error === null
          ? {}
          : {
              errorMessage: facet('1-0-1/ErrorMessageRunFacet#', {
                message: `${error.code}: ${error.message}`,
                programmingLanguage: 'TypeScript',
              }),
            }),
      },
    },
    job: {
      namespace,
      // Names may repeat, ids never do.
      name: `${report.pipelineName}.${run.pipelineId}`,
      facets: {
        jobType: facet('2-0-4/JobTypeJobFacet#', {
          processingType: 'BATCH',
          integration: 'AI_ETL',
          jobType: 'PIPELINE',
        }),
      },
    },
    inputs: report.spec.sources.flatMap((source) => inputOf(report, source, facet)),
    outputs: report.spec.targets.flatMap((target) => outputOf(report, target, facet)),
  };
}

type Facet = (file: string, content: object) => object;

function eventTypeOf({ stage, run }: RunReport): 'START' | 'COMPLETE' | 'FAIL' | 'ABORT' {
  if (stage === 'started') return 'START';
  if (run.status === 'success') return 'COMPLETE';
  return run.status === 'failed' ? 'FAIL' : 'ABORT';
}

/** A UUID (version 8, RFC 9562) of our id: the same whoever sends the event, however often. */
export function runUuid(runId: string): string {
  const hash = createHash('sha256').update(`ai-etl run ${runId}`).digest('hex');
  const variant = ((Number.parseInt(hash.charAt(16), 16) & 3) | 8).toString(16);
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `${variant}${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-');
}

type Source = PipelineSpec['sources'][number];
type Target = PipelineSpec['targets'][number];

function inputOf(report: RunReport, source: Source, facet: Facet): readonly object[] {
  const name = datasetName(source, report.connections.get(source.connection));
  if (name === null) return [];
  const table = tableOf(report, source);
  return [{ ...name, facets: table === null ? {} : { schema: schemaFacet(table, facet) } }];
}

function outputOf(report: RunReport, target: Target, facet: Facet): readonly object[] {
  const name = datasetName(target, report.connections.get(target.connection));
  if (name === null) return [];
  const done =
    report.stage === 'ended' ? report.run.receipt?.targets.find(isOf(target)) : undefined;
  const published = done !== undefined && done.published_at !== null ? done : undefined;
  const lineage = lineageFacet(report, target, facet);
  return [
    {
      ...name,
      facets: {
        ...outputSchema(tableOf(report, target), published, facet),
        ...(lineage === null ? {} : { columnLineage: lineage }),
      },
      outputFacets:
        published === undefined
          ? {}
          : {
              outputStatistics: facet('1-0-2/OutputStatisticsOutputDatasetFacet#', {
                rowCount: Number(published.loaded_rows),
                size: Number(published.bytes),
              }),
            },
    },
  ];
}

function isOf(target: Target): (receipt: TargetReceipt) => boolean {
  return (receipt) => receipt.target === target.id;
}

function tableOf({ connections }: RunReport, place: Source | Target): CatalogTable | null {
  const catalog = connections.get(place.connection)?.catalog ?? null;
  if (catalog === null || place.object === undefined) return null;
  const { schema, name } = place.object;
  return findTable(catalog, schema === undefined ? { name } : { schema, name }) ?? null;
}

function schemaFacet(table: CatalogTable, facet: Facet): object {
  return facet('1-2-0/SchemaDatasetFacet#', {
    fields: table.columns.map(({ name, nativeType, comment }) => ({
      name,
      type: nativeType,
      ...(comment === undefined ? {} : { description: comment }),
    })),
  });
}

/** What was loaded a moment ago is truer than a catalog read some time ago. */
function outputSchema(
  table: CatalogTable | null,
  published: TargetReceipt | undefined,
  facet: Facet,
): object {
  if (published === undefined || published.columns.length === 0) {
    return table === null ? {} : { schema: schemaFacet(table, facet) };
  }
  const types = new Map(table?.columns.map((one) => [one.name, one.nativeType]));
  const fields = published.columns.map(({ name }) => {
    const type = types.get(name);
    return type === undefined ? { name } : { name, type };
  });
  return { schema: facet('1-2-0/SchemaDatasetFacet#', { fields }) };
}

function lineageFacet(report: RunReport, target: Target, facet: Facet): object | null {
  const sources = new Map(report.spec.sources.map((one) => [one.id, one]));
  const lineage = columnLineage(report.spec, target.input, (id) => {
    const source = sources.get(id);
    const table = source === undefined ? null : tableOf(report, source);
    return table?.columns.map((one) => one.name) ?? null;
  });
  if (lineage === null) return null;
  const datasetOf = (id: string): DatasetName | null => {
    const source = sources.get(id);
    return source === undefined
      ? null
      : datasetName(source, report.connections.get(source.connection));
  };
  const fields = [...lineage].map(([name, origins]) => [
    name,
    { inputFields: origins.flatMap((origin) => inputField(origin, datasetOf(origin.source))) },
  ]);
  return facet('1-2-0/ColumnLineageDatasetFacet#', { fields: Object.fromEntries(fields) });
}

function inputField({ column, how }: Origin, dataset: DatasetName | null): readonly object[] {
  if (dataset === null) return [];
  return [
    {
      ...dataset,
      field: column,
      transformations: [
        {
          type: 'DIRECT',
          subtype: how === 'identity' ? 'IDENTITY' : 'TRANSFORMATION',
          description: '',
          masking: how === 'masked',
        },
      ],
    },
  ];
}
