import type { JobState } from '../../../slurm/job-state.ts';
import type { JobRecord, Run } from '../job/job-record.ts';
import type { Step } from '../run/read-steps.ts';
import type { HistoryStep, Used } from './history-record.ts';

export const UNKNOWN: Used = { userSeconds: undefined, systemSeconds: undefined, maxRss: undefined };
const SIGKILL = 9;

/** How a start ended. */
export interface StartEnd {
  /** UNIX seconds. */
  readonly time: number;
  readonly waitStatus: number;
  /** Somebody, or the clock, ended it. */
  readonly stopped: boolean;
  readonly used: Used;
}

/**
 * The steps of a start: its batch script, where it is this record that runs it, and what its sruns started.
 * @param ended absent of a start that runs
 */
export function historySteps(
  { het, state }: JobRecord,
  run: Run,
  steps: readonly Step[],
  ended: StartEnd | undefined,
): HistoryStep[] {
  const own = steps.flatMap((step) => ownPart(step, het?.offset ?? 0, ended));
  if (run.folder === '') return own;
  const [share] = run.shares;
  const batch: HistoryStep = {
    id: 'batch',
    name: 'batch',
    state: ended
      ? stateOf(ended.waitStatus, ended.stopped)
      : state.kind === 'suspended'
        ? 'SUSPENDED'
        : 'RUNNING',
    exitCode: ended?.waitStatus ?? 0,
    start: run.startTime,
    end: ended?.time ?? 0,
    tasks: 1,
    cpus: share?.cpus.length ?? 0,
    nodes: share?.node ?? '',
    ...(ended ? withoutSteps(ended.used, steps) : UNKNOWN),
  };
  return [batch, ...own];
}

/** What a step is to one component of a het job; CPU time of several is counted with the first of them. */
function ownPart(step: Step, offset: number, ended: StartEnd | undefined): HistoryStep[] {
  const parts = step.parts.length > 0 ? step.parts : [{ offset: 0, tasks: 1, cpus: 0, nodes: '' }];
  const part = parts.find((one) => one.offset === offset);
  if (!part) return [];
  // Whose srun was killed ended with the job at the latest.
  const end = step.end ?? (ended && { ...UNKNOWN, time: ended.time, waitStatus: SIGKILL });
  const { userSeconds, systemSeconds, maxRss } = end && part === parts[0] ? end : UNKNOWN;
  return [
    {
      id: step.id,
      name: step.name,
      state: end ? stateOf(end.waitStatus, !step.end) : 'RUNNING',
      exitCode: end?.waitStatus ?? 0,
      start: Math.floor(step.startTime),
      end: Math.floor(end?.time ?? 0),
      tasks: part.tasks,
      cpus: part.cpus,
      nodes: part.nodes,
      userSeconds,
      systemSeconds,
      maxRss,
    },
  ];
}

function stateOf(waitStatus: number, stopped: boolean): JobState {
  if (stopped) return 'CANCELLED';
  return waitStatus === 0 ? 'COMPLETED' : 'FAILED';
}

/** What the batch script itself used: its sruns, which it waited for, are in what is known of it. */
function withoutSteps(used: Used, steps: readonly Step[]): Used {
  let { userSeconds, systemSeconds, maxRss } = used;
  for (const { end } of steps) {
    if (!end) continue;
    userSeconds = userSeconds === undefined ? undefined : Math.max(0, userSeconds - end.userSeconds);
    systemSeconds = systemSeconds === undefined ? undefined : Math.max(0, systemSeconds - end.systemSeconds);
    // The largest process of all was one of a step's.
    if ((end.maxRss ?? 0) >= (maxRss ?? 0)) maxRss = undefined;
  }
  return { userSeconds, systemSeconds, maxRss };
}
