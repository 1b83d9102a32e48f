import { cpus, release, totalmem } from 'node:os';

/** The machine in a line: processor, memory, kernel, Node. */
export function describeMachine(): string {
  const all = cpus();
  const gib = Math.round(totalmem() / 2 ** 30);
  return `${all.length} × ${all[0]?.model.trim() ?? 'unknown processor'}, ${gib} GiB, Linux ${release()}, Node ${process.version}`;
}
