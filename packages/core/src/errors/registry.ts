/**
 * Every failure the product can report, in one place. `status` is the HTTP status the server
 * answers with; `code` on the wire is the contract's code for that status (see `apiCode`), the
 * precise reason travels in `details`. `retryable` is the default: a connector may know better.
 */
export const errorRegistry = {
  AUTHENTICATION_REQUIRED: { status: 401, retryable: false, title: 'Missing or invalid token' },
  PERMISSION_DENIED: { status: 403, retryable: false, title: 'Insufficient permissions' },
  RESOURCE_NOT_FOUND: { status: 404, retryable: false, title: "Resource doesn't exist" },
  VALIDATION_ERROR: { status: 400, retryable: false, title: 'Invalid request data' },
  METHOD_NOT_ALLOWED: { status: 405, retryable: false, title: 'The path takes other methods' },
  CONFLICT: { status: 409, retryable: false, title: 'The resource is in another state' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, retryable: false, title: 'Unsupported content type' },
  PAYLOAD_TOO_LARGE: { status: 413, retryable: false, title: 'Request body is too large' },
  RATE_LIMIT_EXCEEDED: { status: 429, retryable: true, title: 'Too many requests' },
  INTERNAL_ERROR: { status: 500, retryable: false, title: 'Server error' },
  SERVICE_UNAVAILABLE: { status: 503, retryable: true, title: 'A needed service is not available' },

  // Trouble with a data system, raised by connectors. Terminal unless marked retryable.
  CONNECTION_FAILED: { status: 400, retryable: true, title: 'The data system cannot be reached' },
  CONNECTION_LOST: { status: 502, retryable: true, title: 'The connection broke while in use' },
  CREDENTIALS_REJECTED: { status: 400, retryable: false, title: 'Wrong user name or password' },
  PRIVILEGE_MISSING: { status: 400, retryable: false, title: 'The account lacks a privilege' },
  OBJECT_NOT_FOUND: { status: 400, retryable: false, title: 'Table, schema or database not found' },
  QUERY_FAILED: { status: 400, retryable: false, title: 'The data system refused the query' },
  VALUE_REJECTED: { status: 400, retryable: false, title: 'A value does not fit its column' },
  TARGET_CONFLICT: { status: 409, retryable: true, title: 'The target changed while publishing' },
  TARGET_FULL: { status: 507, retryable: true, title: 'The target has no room left' },
  TLS_FAILED: { status: 400, retryable: false, title: 'The TLS handshake failed' },

  // Runs, raised by the engine.
  RUN_CANCELLED: { status: 409, retryable: false, title: 'The run was cancelled' },
  RUN_TIMED_OUT: { status: 504, retryable: false, title: 'The run took longer than its limit' },
  RUN_STALLED: { status: 504, retryable: true, title: 'No row moved for too long' },
  RUN_LEASE_LOST: { status: 409, retryable: true, title: 'Another worker owns this run now' },
  RECEIPT_MISMATCH: { status: 500, retryable: true, title: 'Source and target differ' },
  CHECK_FAILED: { status: 400, retryable: false, title: 'The rows broke a promise of the spec' },
  PLAN_INVALID: { status: 400, retryable: false, title: 'The pipeline no longer fits its data' },

  // Servers we bring along, raised by packages/local.
  LOCAL_SERVER_FAILED: { status: 500, retryable: false, title: 'A bundled server did not start' },
  LOCAL_COMPONENT_MISSING: { status: 500, retryable: false, title: 'An optional part is missing' },
  CONFIGURATION_INVALID: { status: 500, retryable: false, title: 'Bad configuration' },
} as const;

export type ErrorCode = keyof typeof errorRegistry;
