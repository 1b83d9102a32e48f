import type { ReservationDescription } from '../../../slurm/administration.ts';

const NO_MORE = '  No reservation created.';
const REOCCURRING = ['HOURLY', 'DAILY', 'WEEKLY', 'WEEKDAY', 'WEEKEND', 'REOCCURRING'];

/**
 * What Slurm's own programs check, and fill in, before they ask for a reservation: one that names a partition alone
 * is for all of it.
 * @returns `why`: what is wrong with it, in slurmrestd's words
 */
export function whyNoReservation(asked: ReservationDescription): {
  readonly why: string | undefined;
  readonly description: ReservationDescription;
} {
  const description = completed(asked);
  return { why: timesProblem(asked) ?? flagsProblem(description) ?? sizeProblem(description), description };
}

function timesProblem({
  start_time: start,
  end_time: end,
  duration,
}: ReservationDescription): string | undefined {
  if (start === undefined) return `A start time must be given.${NO_MORE}`;
  if (end === undefined && duration === undefined) return `An end time or duration must be given.${NO_MORE}`;
  if (end === undefined) return undefined;
  if (duration !== undefined && start + duration * 60 !== end)
    return `StartTime + Duration does not equal EndTime.${NO_MORE}`;
  return start > end ? `Start time cannot be after end time.${NO_MORE}` : undefined;
}

function flagsProblem({ flags = [], node_list, partition }: ReservationDescription): string | undefined {
  if (flags.includes('PART_NODES') && (partition === undefined || !isAll(node_list)))
    return `PART_NODES flag requires specifying a Partition and ALL nodes.${NO_MORE}`;
  if (flags.includes('FORCE_START') && !flags.some((flag) => REOCCURRING.includes(flag)))
    return 'FORCE_START flag requires a reoccuring reservation. No reservation created.';
  return undefined;
}

function sizeProblem(description: ReservationDescription): string | undefined {
  const { users, groups, accounts } = description;
  if (!hasSize(description)) return `CoreCnt, Nodes, NodeCnt, TRES or Watts must be specified.${NO_MORE}`;
  if (!users && !groups && !accounts)
    return `Either Users/Groups, AllowedPartitions, QOS and/or Accounts must be specified.${NO_MORE}`;
  if (users !== undefined && groups !== undefined)
    return `Users and Groups are mutually exclusive.  You can have one or the other, but not both.${NO_MORE}`;
  return undefined;
}

function completed(asked: ReservationDescription): ReservationDescription {
  const { partition, flags = [] } = asked;
  if (partition === undefined || (hasSize(asked) && !isAll(asked.node_list))) return asked;
  return {
    ...asked,
    node_list: 'ALL',
    flags: flags.includes('PART_NODES') ? flags : [...flags, 'PART_NODES'],
  };
}

function hasSize({
  core_cnt,
  burst_buffer,
  node_cnt,
  node_list,
  licenses,
  tres_str,
}: ReservationDescription): boolean {
  return [core_cnt, burst_buffer, node_cnt, node_list, licenses, tres_str].some(Boolean);
}

function isAll(nodes: string | undefined): boolean {
  return nodes?.toUpperCase() === 'ALL';
}
