/** What is a consumable resource: Slurm's bits, by v0.0.42's words. Source: slurm/slurm.h, CR_…. */
const BITS: readonly (readonly [bit: number, word: string])[] = [
  [0x0001, 'CPU'],
  [0x0002, 'SOCKET'],
  [0x0004, 'CORE'],
  [0x0008, 'BOARD'],
  [0x0010, 'MEMORY'],
  [0x0100, 'ONE_TASK_PER_CORE'],
  [0x0200, 'PACK_NODES'],
  [0x1000, 'CORE_DEFAULT_DIST_BLOCK'],
  [0x4000, 'LLN'],
  [0x8000, 'LINEAR'],
];

/** As slurmrestd does, memory is told of only where it is all there is. */
export function selectTypeBits(type: number): string[] {
  const words = BITS.filter(([bit]) => (type & bit) !== 0).map(([, word]) => word);
  return words.length === 1 ? words : words.filter((word) => word !== 'MEMORY');
}

/** v0.0.45 has one word for the resource with or without memory, and words for the rest. */
export function selectTypeWords(type: number): string[] {
  const memory = (type & 0x10) !== 0;
  const resource = type & 0x01 ? 'CR_CPU' : type & 0x02 ? 'CR_SOCKET' : type & 0x04 ? 'CR_CORE' : '';
  const first = resource === '' ? (memory ? ['CR_MEMORY'] : []) : [memory ? `${resource}_MEMORY` : resource];
  const rest = BITS.slice(5).flatMap(([bit, word]) =>
    (type & bit) !== 0 && word !== 'LINEAR' ? [`CR_${word}`] : [],
  );
  const words = [...first, ...rest];
  return words.length === 0 ? ['NONE'] : words;
}
