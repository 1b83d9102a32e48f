import { command } from './builders.ts';
import type { SbatchOption } from './option.ts';

/** Options the command line obeys by itself, or that this release reads and does not use. Source: sbatch(1). */
export const COMMAND_OPTIONS: readonly SbatchOption[] = [
  command('bbf', 'required', 'file of a burst buffer specification'),
  command('clusters', 'required', 'clusters to choose from', 'M'),
  command('export', 'required', 'variables the job gets: ALL, NONE, or NAME[=value] entries'),
  command('export-file', 'required', 'file of NUL-separated variables the job gets'),
  command('get-user-env', 'optional', "load the user's login environment"),
  command('ignore-pbs', 'none', 'ignore #PBS lines'),
  command('nodefile', 'required', 'file of the nodes the job must get', 'F'),
  command('parsable', 'none', 'print only the job id'),
  command('quiet', 'none', 'print less', 'Q'),
  command('test-only', 'none', 'check the request, submit nothing'),
  command('verbose', 'none', 'print more', 'v'),
  command('wait', 'none', 'wait for the end of the job', 'W'),
  command('wrap', 'required', 'command to wrap into a script'),
  command('consolidate-segments', 'none', 'put all segments on one block'),
  command('container-id', 'required', 'id of the container'),
  command('distribution', 'required', 'how tasks are spread over nodes', 'm'),
  command('gres-flags', 'required', 'how generic resources are bound'),
  command('kill-on-invalid-dep', 'required', 'end the job when its dependency cannot be met'),
  command('oom-kill-step', 'optional', 'end the whole step when a task runs out of memory'),
  command('propagate', 'optional', 'resource limits the job inherits'),
  command('resv-ports', 'optional', 'reserve communication ports'),
  command('segment', 'required', 'size of the segments of the allocation'),
  command('spread-job', 'none', 'spread the job over many nodes'),
  command('stepmgr', 'none', 'manage steps on the first node'),
  command('use-min-nodes', 'none', 'prefer the smaller node count'),
];
