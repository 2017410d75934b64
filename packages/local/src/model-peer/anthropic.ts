import type { PeerProtocol, PeerRequest } from './protocol.ts';

/** Anthropic's messages, streamed. */
export const anthropicProtocol: PeerProtocol = {
  path: '/v1/messages',
  judge: ({ headers, body }) => {
    if (headers['x-api-key'] === undefined)
      return { status: 401, message: 'x-api-key is required' };
    if (headers['anthropic-version'] === undefined) {
      return { status: 400, message: 'anthropic-version: header is required' };
    }
    if (body === null) return { status: 400, message: 'The request body is not valid JSON' };
    if (typeof body['model'] !== 'string') return { status: 400, message: 'model: field required' };
    if (typeof body['max_tokens'] !== 'number') {
      return { status: 400, message: 'max_tokens: field required' };
    }
    if (!Array.isArray(body['messages']) || body['messages'].length === 0) {
      return { status: 400, message: 'messages: at least one message is required' };
    }
    return null;
  },
  errorBody: (_status, message) =>
    JSON.stringify({ type: 'error', error: { type: 'api_error', message } }),
  begin: (request) =>
    event('message_start', {
      message: {
        id: 'msg_peer',
        type: 'message',
        role: 'assistant',
        model: request.body?.['model'],
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: { input_tokens: inputTokens(request), output_tokens: 1 },
      },
    }) +
    event('content_block_start', {
      index: 0,
      content_block: asTool(request)
        ? { type: 'tool_use', id: 'toolu_peer', name: 'json', input: {} }
        : { type: 'text', text: '' },
    }) +
    event('ping', {}),
  piece: (text, request) =>
    event('content_block_delta', {
      index: 0,
      delta: asTool(request)
        ? { type: 'input_json_delta', partial_json: text }
        : { type: 'text_delta', text },
    }),
  end: (how, tokens, request) =>
    event('content_block_stop', { index: 0 }) +
    event('message_delta', {
      delta: { stop_reason: stopReason(how, request), stop_sequence: null },
      usage: { output_tokens: tokens.output },
    }) +
    event('message_stop', {}),
  errorEvent: () => event('error', { error: { type: 'overloaded_error', message: 'Overloaded' } }),
  ping: () => event('ping', {}),
};

function stopReason(how: 'done' | 'length' | 'refused', request: PeerRequest): string {
  if (how === 'length') return 'max_tokens';
  if (how === 'refused') return 'refusal';
  return asTool(request) ? 'tool_use' : 'end_turn';
}

/** Models without structured output are made to call a tool instead. */
function asTool({ body }: PeerRequest): boolean {
  return Array.isArray(body?.['tools']) && body['tools'].length > 0;
}

function inputTokens({ body }: PeerRequest): number {
  return Math.ceil(JSON.stringify(body).length / 4);
}

function event(type: string, data: object): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`;
}
