/** Source: CPU_FREQ_… of slurm.h, in the words of scontrol and sacct. */
const GOVERNORS: Readonly<Record<number, string>> = {
  2147483649: 'Low',
  2147483650: 'Medium',
  2147483651: 'High',
  2147483652: 'Highm1',
  2151677952: 'SchedUtil',
  2155872256: 'UserSpace',
  2164260864: 'PowerSave',
  2181038080: 'Performance',
  2214592512: 'OnDemand',
  2281701376: 'Conservative',
};

/** What a step asked of the governor of its CPUs. */
export function governorName(word: number): string {
  return GOVERNORS[word] ?? (word >= 0x8000_0000 ? 'Unknown' : String(word));
}

/** Source: SLURM_DIST_… of slurm.h, in sacct's words. */
const LAYOUTS: Readonly<Record<number, string>> = {
  1: 'Cyclic',
  2: 'Block',
  3: 'arbitrary task distribution',
  4: 'Plane',
};

/** Of sockets and cores, four bits each. */
const WITHIN = ['', 'Cyclic', 'Block', 'FCyclic'] as const;

/** How the tasks of a step were laid out. */
export function layoutName(word: number): string {
  const [nodes, sockets, cores] = [word & 0xf, (word >> 4) & 0xf, (word >> 8) & 0xf];
  let name = (word & 0xf000) === 0 ? LAYOUTS[nodes] : undefined;
  // Within nodes they are told by the first letter of how nodes were filled.
  if (name !== undefined && sockets > 0) {
    const within = [sockets, cores].map((part) => WITHIN[part]);
    name = within.includes(undefined) || nodes > 2 ? undefined : `${name[0]}${within.join('')}`;
  }
  const packed = (word & 0x80_0000) !== 0 ? ',Pack' : (word & 0x40_0000) !== 0 ? ',NoPack' : '';
  return `${name ?? 'Unknown'}${packed}`;
}
