import { printable } from './squeue/printable.ts';

/** Whether a controller answers, and a line about each as `scontrol ping` words it. */
export function pingLines(ping: Readonly<Record<string, unknown>>): {
  readonly up: boolean;
  readonly lines: string[];
} {
  const { ping: state, mode, status: _, ...hosts } = ping;
  const lines = Object.entries(hosts).map(([host, own]) => {
    const one = { ping: state, mode, ...(own as object) };
    return `Slurmctld(${one.mode}) at ${printable(host)} is ${one.ping}`;
  });
  return { up: state === 'UP', lines };
}
