/** What `show` can show, and as what. */
export const SUBJECT_SUMMARIES = {
  jobs: 'the queue, as squeue prints it; also without a subject',
  job: 'all about these jobs: 1202, 1202_5, 1202_[3-5] or 118+1',
  history: 'jobs of today, or of another time, that have ended, too, as sacct prints them',
  nodes: 'nodes by partition and state, as sinfo prints them',
  node: 'all about these nodes; NAME may be a host list such as host[1-4]',
  partitions: 'partitions with their nodes: allocated, idle, other and in all',
  partition: 'all about these partitions',
} as const;
