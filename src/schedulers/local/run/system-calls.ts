import { machine } from 'node:os';

const PRCTL_BY_MACHINE: Readonly<Record<string, number>> = {
  x86_64: 157,
  aarch64: 167,
  riscv64: 167,
  loongarch64: 167,
  ppc64le: 171,
  s390x: 172,
  i686: 172,
  armv7l: 172,
};

/** Number of the system call prctl(2) on this machine, 0 where it is not known here; source: the kernel's tables. */
export const PRCTL = PRCTL_BY_MACHINE[machine()] ?? 0;
