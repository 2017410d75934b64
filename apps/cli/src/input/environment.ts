import type { DeployRequest } from '@ai-etl/sdk';
import type { CommandInput, OptionSpec } from '../command.ts';
import { UsageError } from '../usage-error.ts';

/** Where a pipeline is deployed to. */
export type EnvironmentName = NonNullable<DeployRequest['environment']>;

const names: readonly EnvironmentName[] = ['development', 'staging', 'production'];

export const environmentOption: OptionSpec = {
  type: 'string',
  value: 'NAME',
  help: 'development, staging or production (default)',
};

/** `--environment`; undefined when it is not given. Throws UsageError. */
export function environmentOf(input: CommandInput): EnvironmentName | undefined {
  const text = input.text('environment');
  const name = names.find((one) => one === text);
  if (name !== undefined || text === undefined) return name;
  throw new UsageError(`--environment must be one of ${names.join(', ')}, not "${text}".`);
}
