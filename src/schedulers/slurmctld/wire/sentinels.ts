/**
 * Slurm's "not set" (NO_VAL…) and "no limit" (INFINITE…) values, by width.
 * Source: slurm/slurm.h.
 */
export const NO_VAL8 = 0xfe;
export const INFINITE8 = 0xff;
export const NO_VAL16 = 0xfffe;
export const INFINITE16 = 0xffff;
export const NO_VAL = 0xfffffffe;
export const INFINITE = 0xffffffff;
export const NO_VAL64 = 0xfffffffffffffffen;
export const INFINITE64 = 0xffffffffffffffffn;
