/** JSON of an OpenAPI document; those who change it look only at what they change. */
export type Json = Record<string, unknown>;

/** An operation, and the path it stands at. */
export interface OpenApiOperation {
  readonly path: string;
  readonly operation: Json;
}

/** Every operation of the document, in its order. */
export function operationsOf(document: object): readonly OpenApiOperation[] {
  return Object.entries(objectAt(document, 'paths')).flatMap(([path, item]) =>
    objectsIn(item).map((operation) => ({ path, operation })),
  );
}

/** The answers of an operation that are objects, by status. */
export function answersOf(operation: Json): readonly (readonly [status: string, answer: Json])[] {
  return Object.entries(objectAt(operation, 'responses')).flatMap(([status, answer]) =>
    isObject(answer) ? [[status, answer] as const] : [],
  );
}

/** The object at a path of keys; one of its own, empty, where there is none. */
export function objectAt(value: unknown, ...path: readonly string[]): Json {
  let here = value;
  for (const key of path) here = isObject(here) ? here[key] : undefined;
  return isObject(here) ? here : {};
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function objectsIn(value: unknown): readonly Json[] {
  return isObject(value) ? Object.values(value).filter(isObject) : [];
}
