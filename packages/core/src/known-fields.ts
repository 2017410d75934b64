import { z } from 'zod';

/**
 * An error map for `safeParse`: the issue of an unknown field carries, as its message, the fields that
 * its object has, joined by `, `. Every other issue keeps its own message.
 */
export const nameKnownFields: z.core.$ZodErrorMap = (issue) =>
  issue.code === 'unrecognized_keys' && issue.inst instanceof z.ZodObject
    ? Object.keys(issue.inst.shape).join(', ')
    : undefined;
