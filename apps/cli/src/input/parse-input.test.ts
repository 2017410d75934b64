import { describe, expect, it } from 'vitest';
import { commandGroups } from '../commands.ts';
import { commandHelp, generalHelp } from '../help.ts';
import { nearest } from './nearest.ts';
import { pairs, parseInput, wholeNumber } from './parse-input.ts';

const commands = commandGroups.flatMap((group) => group.commands);
const named = (name: string) => {
  const command = commands.find((one) => one.name === name);
  if (command === undefined) throw new Error(`there is ${name}`);
  return command;
};

describe('arguments', () => {
  it('are taken by name, options in any place', () => {
    const input = parseInput(named('profile'), ['--exact', 'Shop', '--json', 'orders']);
    expect(input.argument('CONNECTION')).toBe('Shop');
    expect(input.argument('TABLE')).toBe('orders');
    expect(input.flag('exact')).toBe(true);
    expect(input.text('sample')).toBeUndefined();
  });

  it.each([
    ['run', [], '"ai-etl run" needs PIPELINE.'],
    ['generate', ['Load', 'sales'], 'Put quotes around what has spaces.'],
    ['run', ['x', '--parm', 'a=b'], "Unknown option '--parm'"],
    ['run', ['x', '--param'], "Option '--param <value>' argument missing"],
    ['login', ['--password', 'x'], "Unknown option '--password'"],
  ])('of %s that are wrong are refused: %j', (name, args, why) => {
    expect(() => parseInput(named(name), args)).toThrow(why);
  });

  it('that are numbers or pairs say what is allowed', () => {
    const bounds = { name: 'limit', least: 1, most: 10, otherwise: 5 };
    expect(wholeNumber(undefined, bounds)).toBe(5);
    expect(wholeNumber('7', bounds)).toBe(7);
    for (const bad of ['0', '11', '-1', '1.5', '', 'x', '9999999999']) {
      expect(() => wholeNumber(bad, bounds)).toThrow('--limit must be a whole number from 1 to 10');
    }
    expect(pairs(['a=1', 'b=x=y', 'c='], 'param')).toEqual({ a: '1', b: 'x=y', c: '' });
    for (const bad of ['a', '=1', '']) {
      expect(() => pairs([bad], 'param')).toThrow('--param must be NAME=VALUE');
    }
  });
});

describe('help', () => {
  it.each(commands.map((one) => [one.name, one] as const))(
    'of %s has everything',
    (name, command) => {
      const text = commandHelp(command);
      expect(text).toContain(`Usage: ai-etl ${name}`);
      expect(text).toContain('Examples:');
      for (const option of Object.keys(command.options)) expect(text).toContain(`--${option}`);
      for (const argument of command.arguments) expect(text).toContain(argument.name);
      expect(generalHelp(commandGroups)).toContain(`  ${name} `);
    },
  );

  it('every example is a call that can be parsed', () => {
    for (const { examples } of commands) {
      for (const example of examples) {
        const call = /ai-etl (\S+)(.*)$/.exec(
          example.split(/ [|<>] /).find((one) => one.includes('ai-etl ')) ?? '',
        );
        const words = [...(call?.[2] ?? '').matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)];
        const args = words.map(([, a, b, c]) => a ?? b ?? c ?? '');
        expect(() => parseInput(named(call?.[1] ?? ''), args), example).not.toThrow();
      }
    }
  });

  it('a typing error finds the command that was meant', () => {
    const names = commands.map((one) => one.name);
    expect(nearest('genrate', names)).toBe('generate');
    expect(nearest('pipeline', names)).toBe('pipelines');
    expect(nearest('frobnicate', names)).toBeNull();
  });
});
