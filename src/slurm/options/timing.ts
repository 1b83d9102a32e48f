import { signalNumber } from '../signal-name.ts';
import { flag, list, minutes, moment, option } from './builders.ts';
import type { OptionValue, SbatchOption } from './option.ts';
import { invalid, MAX_16, MAX_32, readFlag, readNumber, readText } from './readers.ts';

/** Highest nice value; sbatch(1) `--nice`. */
const MAX_NICE = 2_147_483_645;

/** Seconds before the end, when `--signal` names none. */
const WARN_TIME = 60;

function signal(value: OptionValue, field: string) {
  const match = /^(?:([RB]+):)?([\w]+)(?:@(\d+))?$/i.exec(readText(value, field).trim());
  const number = match ? signalNumber(match[2]!) : undefined;
  if (!match || number === undefined) throw invalid(field, 'must be [B:]SIGNAL[@SECONDS], such as B:USR1@60');
  return {
    warn_signal: number,
    warn_time: readNumber(match[3] ?? WARN_TIME, field, 0, MAX_16),
    ...(/b/i.test(match[1] ?? '') && { warn_batch_only: true }),
  };
}

/** `TOP` is the highest priority there is, scontrol(1) "Priority". */
function priority(value: OptionValue, field: string) {
  const text = readText(value, field);
  return { priority: text.toUpperCase() === 'TOP' ? MAX_32 : readNumber(value, field) };
}

/** When the job runs, for how long, and before or after what. Source: sbatch(1). */
export const TIMING_OPTIONS: readonly SbatchOption[] = [
  minutes('time', 'time_limit', 'time limit in minutes, or as D-HH:MM:SS, or UNLIMITED', {
    short: 't',
    aliases: ['time_limit'],
  }),
  minutes('time-min', 'time_min', 'least time limit the job may be given, in the same forms', {
    aliases: ['time_minimum'],
  }),
  moment('begin', 'begin_time', 'earliest start: UNIX seconds, now+1hour, 16:00, 2027-01-31T16:00', {
    short: 'b',
    aliases: ['begin_time', 'start_time', 'eligible_time'],
  }),
  moment('deadline', 'deadline', 'time the job must have ended by, in the forms of begin'),
  moment('end-time', 'end_time', 'new end of a running job, in the forms of begin', {
    place: 'request',
    use: 'update',
  }),
  list('dependency', 'dependency', 'jobs to wait for, e.g. afterok:1202:1203 or singleton', { short: 'd' }),
  option('priority', 'number', 'priority of the job, or TOP', priority, {
    // 0 and Infinity are written by `hold`.
    write: ({ priority: given }) => (given && Number.isFinite(given) ? String(given) : undefined),
  }),
  option(
    'nice',
    'number',
    'lowers the priority by this much, 100 when none is given',
    (value, field) => ({ nice: value === true ? 100 : readNumber(value, field, -MAX_NICE, MAX_NICE) }),
    { argument: 'optional', write: ({ nice }) => nice?.toString() },
  ),
  option(
    'hold',
    'flag',
    'true holds the job back; false, in an update, releases it',
    // Priority 0 is Slurm's hold, INFINITE its release; see JobDescription.
    (value, field) => ({ priority: readFlag(value, field) ? 0 : Number.POSITIVE_INFINITY }),
    { short: 'H', write: ({ priority: given }) => (given === 0 ? true : undefined) },
  ),
  option('signal', 'number', '[B:]SIGNAL[@SECONDS]: send it so long before the time limit', signal, {
    use: 'submit',
    write({ warn_signal: number, warn_time: time, warn_batch_only: batch }) {
      return number === undefined ? undefined : `${batch ? 'B:' : ''}${number}@${time ?? WARN_TIME}`;
    },
  }),
  flag('requeue', 'requeue', 'the job may be requeued'),
  option(
    'no-requeue',
    'flag',
    'the job must not be requeued',
    (value, field) => ({ requeue: !readFlag(value, field) }),
    { use: 'submit', write: ({ requeue }) => (requeue === false ? true : undefined) },
  ),
  option(
    'no-kill',
    'flag',
    'keep the job when one of its nodes fails',
    (value, field) => ({ kill_on_node_fail: value === 'off' ? true : !readFlag(value, field) }),
    {
      short: 'k',
      argument: 'optional',
      use: 'submit',
      write: ({ kill_on_node_fail: kill }) => (kill === false ? true : undefined),
    },
  ),
  flag('kill-on-node-fail', 'kill_on_node_fail', 'end the job when one of its nodes fails', {
    place: 'request',
  }),
  option(
    'array',
    'list',
    'tasks of a job array, e.g. 1-1000 or 0-15:4%2',
    (value, field) => ({ array_inx: Array.isArray(value) ? value.join(',') : readText(value, field) }),
    { short: 'a', aliases: ['array_inx'], use: 'submit', write: ({ array_inx: tasks }) => tasks },
  ),
  option(
    'array-task-throttle',
    'number',
    'most tasks of an array to run at once',
    (value, field) => ({ array_inx: `%${readNumber(value, field)}` }),
    { place: 'request', use: 'update' },
  ),
];
