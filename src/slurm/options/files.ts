import { list, option, text } from './builders.ts';
import { readCpuFrequency, writeCpuFrequency } from './cpu-frequency.ts';
import { readEnvironment } from './environment.ts';
import type { SbatchOption } from './option.ts';
import { invalid, readChoice, readText } from './readers.ts';

const OPEN_MODES = { append: 'append', a: 'append', truncate: 'truncate', t: 'truncate' } as const;

/** Files, environment and set-up of the batch script. Source: sbatch(1). */
export const FILE_OPTIONS: readonly SbatchOption[] = [
  text('chdir', 'work_dir', 'working directory', {
    short: 'D',
    aliases: ['current_working_directory', 'work_dir'],
  }),
  text('output', 'std_out', 'file for standard output; %j, %A, %a, %x, %u, %N are filled in', {
    short: 'o',
    aliases: ['standard_output', 'std_out'],
  }),
  text('error', 'std_err', 'file for standard error, in the same form', {
    short: 'e',
    aliases: ['standard_error', 'std_err'],
  }),
  text('input', 'std_in', 'file for standard input', { short: 'i', aliases: ['standard_input', 'std_in'] }),
  option(
    'open-mode',
    'choice',
    'append or truncate the output files',
    (value, field) => ({
      open_mode: readChoice(value, field, OPEN_MODES),
    }),
    { use: 'submit', write: ({ open_mode: mode }) => mode },
  ),
  option(
    'environment',
    'environment',
    'environment of the script: an object, or a list of "NAME=value"',
    (value, field) => ({ environment: readEnvironment(value, field) }),
    { place: 'request', use: 'submit' },
  ),
  option(
    'argv',
    'list',
    "arguments of the script, the script's own name first",
    (value, field) => {
      if (!Array.isArray(value)) throw invalid(field, 'must be a list of texts');
      return { argv: value.map((entry) => readText(entry, field)) };
    },
    { place: 'request', use: 'submit' },
  ),
  text('submit-line', 'submit_line', 'command line the user typed', { place: 'request', use: 'submit' }),
  text('container', 'container', 'path of the OCI bundle to run in', { use: 'submit' }),
  list('bb', 'burst_buffer', 'burst buffer specification', { aliases: ['burst_buffer'] }),
  option('cpu-freq', 'text', 'P1[-P2][:GOVERNOR]: frequency of the CPUs', readCpuFrequency, {
    use: 'submit',
    write: writeCpuFrequency,
  }),
];
