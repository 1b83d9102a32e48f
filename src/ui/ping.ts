import { printable } from './squeue/printable.ts';

/** Whether every controller is up, and a line about each as `scontrol ping` words it. */
export function pingLines(ping: Readonly<Record<string, unknown>>): {
  readonly up: boolean;
  readonly lines: string[];
} {
  const { ping: state, mode, status: _, ...hosts } = ping;
  const lines = Object.keys(hosts).map((host) => `Slurmctld(${mode}) at ${printable(host)} is ${state}`);
  return { up: state === 'UP', lines };
}
