import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { z } from 'zod';
import { invariant } from '@ai-etl/core';

/** An operation of the served OpenAPI document. */
export interface Operation {
  readonly path: string;
  readonly method: string;
  readonly document: z.infer<typeof OperationShape>;
}

/** The served OpenAPI document, as what judges requests and answers. */
export interface OpenApiDocument {
  readonly operations: readonly Operation[];
  /** By method and a path of the contract (below /api/v1). */
  find(method: string, path: string): Operation | undefined;
  /** A problem, or null: does this body fit the operation? */
  judgeRequest(operation: Operation, body: unknown): string | null;
  /** A problem, or null: is this answer documented, and does it fit? */
  judgeAnswer(operation: Operation, status: number, body: unknown): string | null;
  /** A problem, or null: the JSON at `requestBody` or `responses/200` has examples, and they fit. */
  judgeExamples(operation: Operation, place: string): string | null;
}

const Media = z.looseObject({
  schema: z.looseObject({}).optional(),
  example: z.unknown().optional(),
  /** By name, as OpenAPI has several of them. */
  examples: z.record(z.string(), z.looseObject({ value: z.unknown() })).optional(),
});
const Content = z.record(z.string(), Media);
const OperationShape = z.looseObject({
  operationId: z.string().optional(),
  summary: z.string().optional(),
  description: z.string().optional(),
  tags: z.array(z.string()).optional(),
  requestBody: z.looseObject({ content: Content }).optional(),
  responses: z.record(z.string(), z.looseObject({ content: Content.optional() })),
});
const Document = z.looseObject({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });

const methods = ['get', 'post', 'put', 'patch', 'delete'];

export function readOpenApi(json: unknown): OpenApiDocument {
  const document = Document.parse(json);
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true });
  addFormats.default(ajv);
  ajv.addSchema(document, 'openapi');
  const compiled = new Map<string, ValidateFunction>();
  const judge = (pointer: string, value: unknown): string | null => {
    let validate = compiled.get(pointer);
    if (validate === undefined) {
      validate = ajv.compile({ $ref: `openapi#${pointer}` });
      compiled.set(pointer, validate);
    }
    if (validate(value)) return null;
    return ajv.errorsText(validate.errors, { separator: '; ' }).slice(0, 500);
  };
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => methods.includes(method))
      .map(([method, one]) => ({ path, method, document: OperationShape.parse(one) })),
  );
  const at = ({ path, method }: Operation): string => `/paths/${escape(path)}/${method}`;
  return {
    operations,
    judgeExamples: (operation, place) => {
      const json = escape('application/json');
      const pointer = `${at(operation)}/${place}/content/${json}`;
      const media = Media.optional().parse(valueAt(document, pointer));
      if (media?.schema === undefined) return null;
      const schema = `${pointer}/schema`;
      const shown = [
        ...(media.example === undefined ? [] : [{ schema, value: media.example }]),
        ...Object.values(media.examples ?? {}).map(({ value }) => ({ schema, value })),
        ...examplesIn(document, schema),
      ];
      if (shown.length === 0) return 'there is none';
      const problems = shown.map((one) => judge(one.schema, one.value));
      return problems.find((problem) => problem !== null) ?? null;
    },
    find: (method, path) =>
      operations.find(
        (one) => one.method === method.toLowerCase() && one.path === `/api/v1${path}`,
      ),
    judgeRequest: (operation, body) => {
      if (operation.document.requestBody === undefined) {
        return body === undefined ? null : 'the operation documents no body';
      }
      if (body === undefined) return null;
      const media = escape('application/json');
      return judge(`${at(operation)}/requestBody/content/${media}/schema`, body);
    },
    judgeAnswer: (operation, status, body) => {
      const answer = operation.document.responses[String(status)];
      if (answer === undefined) return `status ${status} is not documented`;
      if (body === undefined || answer.content === undefined) return null;
      invariant(answer.content['application/json'] !== undefined, 'answers are JSON');
      const media = escape('application/json');
      return judge(`${at(operation)}/responses/${status}/content/${media}/schema`, body);
    },
  };
}

interface ShownExample {
  readonly schema: string;
  readonly value: unknown;
}

/** Examples of a schema: its own, those of the schema it names, or those of a list's items. */
function examplesIn(document: object, pointer: string): readonly ShownExample[] {
  const schema = z
    .looseObject({ $ref: z.string().optional(), examples: z.array(z.unknown()).optional() })
    .safeParse(valueAt(document, pointer)).data;
  if (schema === undefined) return [];
  if (schema.$ref !== undefined) return examplesIn(document, schema.$ref.slice(1));
  const own = (schema.examples ?? []).map((value) => ({ schema: pointer, value }));
  return own.length > 0 ? own : examplesIn(document, `${pointer}/items`);
}

function valueAt(document: object, pointer: string): unknown {
  let here: unknown = document;
  for (const token of pointer.split('/').slice(1)) {
    const name = decodeURIComponent(token).replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof here !== 'object' || here === null) return undefined;
    here = Reflect.get(here, name);
  }
  return here;
}

/** A JSON pointer token, also safe in a URI fragment. */
function escape(token: string): string {
  return encodeURIComponent(token.replaceAll('~', '~0').replaceAll('/', '~1'));
}
