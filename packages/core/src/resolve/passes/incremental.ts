import { upstreamOf } from '../../spec/upstream.ts';
import type { Pass } from './pass.ts';

/** New rows alone are written only in ways that keep the rows that came before. */
export const incrementalKept: Pass = ({ spec, findings, environment }) => {
  const incremental = spec.sources.filter((one) => one.incremental !== undefined);
  if (incremental.length === 0) return;
  if (spec.policy.max_active_runs > 1) {
    findings.add(
      'WRITE_MODE_NOT_SUPPORTED',
      'policy.max_active_runs',
      'Each run of an incremental pipeline begins where the one before ended, so they cannot overlap.',
      'set it to 1',
    );
  }
  for (const [index, { id, input, write }] of spec.targets.entries()) {
    const source = incremental.find((one) => upstreamOf(input, spec).has(one.id));
    if (source === undefined) continue;
    const path = `targets.${index}.write`;
    if (write.mode === 'replace' && environment.fullRefresh !== true) {
      findings.add(
        'WRITE_MODE_NOT_SUPPORTED',
        `${path}.mode`,
        `"${id}" would be replaced by the new rows of "${source.id}" alone.`,
        'use append, merge or scd2, or read the source whole',
      );
    }
    if (write.on_delete === 'delete') {
      findings.add(
        'WRITE_MODE_NOT_SUPPORTED',
        `${path}.on_delete`,
        `Rows that "${source.id}" does not read again are not gone: on_delete "delete" would delete them.`,
        'use "keep", or read the source whole',
      );
    }
  }
};
