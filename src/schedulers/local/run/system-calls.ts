import { machine } from 'node:os';

/** Numbers of prctl(2) and getrusage(2) by machine; source: the kernel's tables. */
const NUMBERS: Readonly<Record<string, readonly [prctl: number, getrusage: number]>> = {
  x86_64: [157, 98],
  aarch64: [167, 165],
  riscv64: [167, 165],
  loongarch64: [167, 165],
  ppc64le: [171, 77],
  s390x: [172, 77],
  i686: [172, 77],
  armv7l: [172, 77],
};

/** System calls that Perl has no function for, 0 where their numbers on this machine are not known here. */
export const [PRCTL, GETRUSAGE] = NUMBERS[machine()] ?? [0, 0];
