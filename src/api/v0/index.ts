import type { DialectSource } from '../../engine/dialect.ts';
import { VERSIONS, versionName } from './version.ts';

/** SchedMD's versioned API, loaded when it is first asked for. */
export const v0: readonly DialectSource[] = ['/slurm/v0.0.', '/slurmdb/v0.0.', '/util/v0.0.'].map(
  (prefix) => ({
    prefix,
    versions: VERSIONS.map(versionName),
    load: async () => (await import('./dialect.ts')).openDialect(),
  }),
);
