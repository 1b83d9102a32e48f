import { SlurmError } from '../../../slurm/error.ts';
import type { JobDescription } from '../../../slurm/job-description.ts';

/** What changes where or how a job runs and that only a real cluster has: better refused than ignored. */
const NOT_OFFERED: readonly (readonly [keyof JobDescription, string])[] = [
  ['reservation', 'reservations'],
  ['burst_buffer', 'burst buffers'],
  ['container', 'containers'],
  ['container_id', 'containers'],
  ['clusters', 'other clusters'],
  ['x11', 'X11 forwarding'],
  ['core_spec', 'specialised cores'],
];

/** @throws SlurmError `NOT_OFFERED` */
export function checkOffered(job: JobDescription): void {
  for (const [field, what] of NOT_OFFERED) {
    if (job[field] !== undefined && job[field] !== '') throw new SlurmError('NOT_OFFERED', { field, what });
  }
}
