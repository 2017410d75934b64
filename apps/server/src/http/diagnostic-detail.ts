import type { Diagnostic, ErrorDetail } from '@ai-etl/core';

/** A finding as a detail of the error envelope; `root` is the request's field that its path starts below. */
export function detailOf({ path, message, hint }: Diagnostic, root: string): ErrorDetail {
  return {
    field: path === '' ? root : `${root}.${path}`,
    error: hint === undefined ? message : `${message.replace(/\.$/, '')}; ${hint}`,
  };
}
