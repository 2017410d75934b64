import type { PeerProtocol, PeerRequest } from './protocol.ts';

/** Chat completions, as OpenAI, vLLM, Ollama and OpenRouter stream them. */
export const openAiProtocol: PeerProtocol = {
  path: '/v1/chat/completions',
  judge: ({ headers, body }) => {
    if (!/^Bearer .+/.test(String(headers['authorization']))) {
      return { status: 401, message: 'You did not provide an API key.' };
    }
    if (body === null) return { status: 400, message: 'We could not parse the JSON body.' };
    if (typeof body['model'] !== 'string')
      return { status: 400, message: 'you must provide a model' };
    if (!Array.isArray(body['messages']) || body['messages'].length === 0) {
      return { status: 400, message: "'messages' must not be empty" };
    }
    return judgeFormat(body['response_format']);
  },
  errorBody: (status, message) =>
    JSON.stringify({ error: { message, type: 'api_error', param: null, code: String(status) } }),
  begin: (request) => chunk(request, { role: 'assistant', content: '' }),
  piece: (text, request) => chunk(request, { content: text }),
  end: (how, tokens, request) => {
    const refusal =
      how === 'refused' ? chunk(request, { refusal: 'I cannot help with that.' }) : '';
    const finish = chunk(request, {}, how === 'length' ? 'length' : 'stop');
    const usage = wantsUsage(request)
      ? event({
          ...head(request),
          choices: [],
          usage: {
            prompt_tokens: tokens.input,
            completion_tokens: tokens.output,
            total_tokens: tokens.input + tokens.output,
          },
        })
      : '';
    return `${refusal}${finish}${usage}data: [DONE]\n\n`;
  },
  errorEvent: () => event({ error: { message: 'The server had an error', type: 'server_error' } }),
  ping: () => ': keep-alive\n\n',
};

/** Strict schemas are closed and name all their properties, at every depth. */
function judgeFormat(format: unknown): { status: number; message: string } | null {
  if (format === undefined) return null;
  const type = fieldOf(format, 'type');
  if (type === 'json_object' || type === 'text') return null;
  const given = fieldOf(format, 'json_schema');
  if (type !== 'json_schema' || typeof fieldOf(given, 'name') !== 'string') {
    return { status: 400, message: 'Invalid response_format' };
  }
  return fieldOf(given, 'strict') === true ? judgeStrict(fieldOf(given, 'schema'), '$') : null;
}

function judgeStrict(schema: unknown, path: string): { status: number; message: string } | null {
  if (typeof schema !== 'object' || schema === null) return null;
  const properties = fieldOf(schema, 'properties');
  if (typeof properties === 'object' && properties !== null) {
    const required = fieldOf(schema, 'required');
    const names = Object.keys(properties);
    const open = fieldOf(schema, 'additionalProperties') !== false;
    if (open || !Array.isArray(required) || names.some((name) => !required.includes(name))) {
      return { status: 400, message: `Invalid schema for response_format at ${path}` };
    }
  }
  for (const [name, inner] of Object.entries(schema)) {
    const problem = judgeStrict(inner, `${path}.${name}`);
    if (problem !== null) return problem;
  }
  return null;
}

function wantsUsage({ body }: PeerRequest): boolean {
  return fieldOf(body?.['stream_options'], 'include_usage') === true;
}

function head({ body }: PeerRequest) {
  return {
    id: 'chatcmpl-peer',
    object: 'chat.completion.chunk',
    created: 1_700_000_000,
    model: body?.['model'],
  };
}

function chunk(request: PeerRequest, delta: object, finish: string | null = null): string {
  return event({ ...head(request), choices: [{ index: 0, delta, finish_reason: finish }] });
}

function event(data: object): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}

function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}
