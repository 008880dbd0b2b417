import { describe, expect, it } from 'vitest';
import { parseCommand, UsageError } from './arguments.js';

describe('the command line', () => {
  it('starts with what is there when nothing is said', () => {
    expect(parseCommand([])).toEqual({ kind: 'start', isReset: false, hasProcesses: false });
  });

  it('takes every option', () => {
    const command = parseCommand(['--reset', '--seed', 'small', '--processes']);
    expect(command).toEqual({ kind: 'start', isReset: true, hasProcesses: true, seed: 'small' });
    expect(parseCommand(['--seed=none'])).toMatchObject({ seed: 'none' });
  });

  it('prefers help to everything else', () => {
    expect(parseCommand(['--reset', '--help'])).toEqual({ kind: 'help' });
  });

  it.each([
    [['--sed', 'demo'], /Unknown option '--sed': .*--help/],
    [['--seed', 'huge'], '--seed must be one of demo, small, medium, large, none, got "huge".'],
    [['--seed'], /--seed/],
    [['--reset=yes'], /--reset/],
    [['demo'], /Unexpected argument 'demo'/],
  ])('refuses %j with a sentence', (args, message) => {
    expect(() => parseCommand(args)).toThrow(UsageError);
    expect(() => parseCommand(args)).toThrow(message);
  });
});
