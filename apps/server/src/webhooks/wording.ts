/** An event in a sentence, for channels that people read. */
export interface EventWording {
  /** One line, fit for a subject. */
  readonly title: string;
  /** Plain text: the title, then facts line by line. */
  readonly text: string;
}

type Data = Readonly<Record<string, unknown>>;

const titles: Readonly<Record<string, (data: Data) => string>> = {
  'pipeline.started': (data) => `${pipelineOf(data)} started`,
  'pipeline.completed': (data) => `${pipelineOf(data)} completed`,
  'pipeline.failed': (data) => `${pipelineOf(data)} failed`,
  'pipeline.cancelled': (data) => `${pipelineOf(data)} was cancelled`,
  'pipeline.deployed': (data) =>
    `${pipelineOf(data)} was deployed: version ${textOf(data['pipeline_version'])} in ${textOf(data['environment'])}`,
  'check.failed': (data) => `A check of ${pipelineOf(data)} failed: ${textOf(data['check'])}`,
  'connection.failed': (data) =>
    typeof data['connection_name'] === 'string'
      ? `Connection "${data['connection_name']}" failed`
      : `A connection of ${pipelineOf(data)} failed`,
  'webhook.disabled': (data) => `The webhook to ${textOf(data['target'])} was disabled`,
  'webhook.test': () => 'A test from AI-ETL',
};

const facts: readonly (readonly [label: string, field: string])[] = [
  ['Rows loaded', 'loaded_rows'],
  ['Failing rows', 'failing_rows'],
  ['Seconds', 'duration_seconds'],
  ['Environment', 'environment'],
  ['Reason', 'reason'],
  ['Pipeline', 'pipeline_id'],
  ['Run', 'run_id'],
  ['Connection', 'connection_id'],
  ['Webhook', 'webhook_id'],
];

/** Words an event. Unknown ones are named by their type. */
export function wordEvent(type: string, data: Data): EventWording {
  const title = oneLine((titles[type] ?? (() => type))(data));
  const error = data['error'];
  const message =
    typeof error === 'object' && error !== null && 'message' in error ? textOf(error.message) : '';
  const lines = facts
    .map(([label, field]) => [label, textOf(data[field])] as const)
    .filter(([, value]) => value !== '')
    .map(([label, value]) => `${label}: ${value}`);
  return { title, text: [title, ...(message === '' ? [] : [message]), ...lines].join('\n') };
}

function pipelineOf(data: Data): string {
  const name = textOf(data['pipeline_name']);
  return name === '' ? 'A pipeline' : `Pipeline "${name}"`;
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Names come from people: a line break in one must not make a second header or line. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').slice(0, 200);
}
