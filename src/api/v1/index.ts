import type { Operation } from '../../engine/operation.ts';

/** Every operation of `/slurm/v1`. */
export const v1: readonly Operation[] = [];
