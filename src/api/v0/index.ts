import type { DialectSource } from '../../engine/dialect.ts';

/** SchedMD's versioned API, loaded when it is first asked for. */
export const v0: readonly DialectSource[] = ['/slurm/v0.0.', '/util/v0.0.'].map((prefix) => ({
  prefix,
  load: async () => (await import('./dialect.ts')).openDialect(),
}));
