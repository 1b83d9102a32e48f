/** Trackable resources as Slurm writes them: `cpu=4,mem=2000M,node=1,billing=4,gres/gpu=2`. */
export function formatTres(tres: {
  readonly cpus: number;
  /** MiB. */
  readonly memory: number;
  readonly nodes: number;
  readonly gres: Readonly<Record<string, number>>;
}): string {
  return [
    `cpu=${tres.cpus}`,
    ...(tres.memory > 0 ? [`mem=${formatMemory(tres.memory)}`] : []),
    `node=${tres.nodes}`,
    `billing=${tres.cpus}`,
    ...Object.entries(tres.gres).map(([key, count]) => `gres/${key}=${count}`),
  ].join(',');
}

function formatMemory(mib: number): string {
  return mib % 1024 === 0 ? `${mib / 1024}G` : `${mib}M`;
}
