import type { Interfaces } from '@oclif/core';
import { boolean, string } from '@oclif/core/flags';
import { SBATCH_OPTIONS, type SbatchOption } from '../../slurm/sbatch-options.ts';

/** Options whose meaning a global flag has already. */
const GLOBAL = ['verbose'];

/** Options the command obeys by itself. */
export const OBEYED = [
  'export',
  'export-file',
  'nodefile',
  'parsable',
  'quiet',
  'test-only',
  'wait',
  'wrap',
] as const;

/** The options `submit` takes on its command line and in #SBATCH lines, by name. */
export const SUBMIT_OPTIONS: ReadonlyMap<string, SbatchOption> = new Map(
  SBATCH_OPTIONS.filter(({ place, use }) => place !== 'request' && use !== 'update')
    .filter(({ name }) => !GLOBAL.includes(name))
    .map((option) => [option.name, option]),
);

/**
 * Options a variable stands for: SBATCH_ and the option's name, but for a few.
 * Source: sbatch(1), "INPUT ENVIRONMENT VARIABLES".
 */
const WITH_VARIABLE =
  'account acctg-freq batch clusters constraint container core-spec cpus-per-gpu delay-boot distribution error exclusive export get-user-env gpu-bind gpu-freq gpus gpus-per-node gpus-per-task gres gres-flags hint ignore-pbs input job-name mem-bind mem-per-cpu mem-per-gpu network no-kill no-requeue open-mode output overcommit partition profile qos requeue reservation signal spread-job thread-spec threads-per-core use-min-nodes wait wait-all-nodes wckey'.split(
    ' ',
  );
const OTHER_VARIABLES: Readonly<Record<string, string>> = {
  array: 'SBATCH_ARRAY_INX',
  mem: 'SBATCH_MEM_PER_NODE',
  switches: 'SBATCH_REQ_SWITCH',
  time: 'SBATCH_TIMELIMIT',
};

/** The variable that stands for an option, if one does. */
export function variableOf({ name }: SbatchOption): string | undefined {
  if (WITH_VARIABLE.includes(name)) return `SBATCH_${name.toUpperCase().replaceAll('-', '_')}`;
  return OTHER_VARIABLES[name];
}

/** The options as flags, for help and manual; their values are read by `readOptions`, as sbatch reads them. */
export function optionFlags(): Interfaces.FlagInput {
  // On the command line, -M and --clusters choose the cluster of any command.
  const own = [...SUBMIT_OPTIONS.values()].filter(({ name }) => name !== 'clusters');
  return Object.fromEntries(own.map((option) => [option.name, flagOf(option)]));
}

function flagOf(option: SbatchOption): Interfaces.FlagInput[string] {
  const variable = variableOf(option);
  const shared = {
    summary: `${option.summary[0]!.toUpperCase()}${option.summary.slice(1)}.`,
    ...(option.short && { char: option.short as 'a' }),
    ...(variable && { env: variable }),
  };
  return option.argument === 'required'
    ? string({ ...shared, helpValue: valueName(option) })
    : boolean(shared);
}

function valueName({ kind, name }: SbatchOption): string {
  const names: Partial<Record<SbatchOption['kind'], string>> = {
    number: 'N',
    range: 'N[-N]',
    memory: 'SIZE',
    duration: 'TIME',
    moment: 'TIME',
    list: 'LIST',
  };
  return names[kind] ?? name.split('-').at(-1)!.toUpperCase();
}
