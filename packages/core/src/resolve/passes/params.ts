import { readParamValue } from '../../spec/bind-params.ts';
import type { Pass } from './pass.ts';

/** Names are free, and defaults have the declared type. */
export const paramsSound: Pass = ({ spec, findings }) => {
  for (const [index, param] of spec.params.entries()) {
    if (param.name === 'logical_time') {
      findings.add(
        'DUPLICATE_ID',
        `params.${index}.name`,
        'The parameter "logical_time" is always there: the time the run is about.',
        'choose another name',
      );
    }
    if (param.default === undefined) continue;
    const read = readParamValue(param, param.default);
    if (!read.ok)
      findings.add('PARAMETER_VALUE', `params.${index}.default`, read.message, read.hint);
  }
};
