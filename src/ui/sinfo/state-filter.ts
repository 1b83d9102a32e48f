import { SlurmError } from '../../slurm/error.ts';
import type { Node } from '../../slurm/node.ts';
import { openRecord } from '../record/open-record.ts';
import { NODE_STATE_WORDS, nodeStateWords } from './node-state.ts';

const PARTITION_STATES: Readonly<Record<string, string>> = { INACT: 'INACTIVE' };

/**
 * A test for nodes by the words of sinfo(1), "--states": what the STATE column says, short or long, or a flag.
 * @throws SlurmError `FIELD_INVALID`
 */
export function nodeStateFilter(words: readonly string[]): (node: object) => boolean {
  const wanted = words.map((word) => word.toLowerCase());
  const unknown = wanted.find((word) => word !== 'all' && !NODE_STATE_WORDS.has(word));
  if (unknown !== undefined)
    throw new SlurmError('FIELD_INVALID', {
      field: '--states',
      problem: `"${unknown}" is no state of nodes. There are ${[...NODE_STATE_WORDS].sort().join(', ')}`,
    });
  if (wanted.includes('all')) return () => true;
  return (written) => {
    const states = nodeStateWords(openRecord<Node>({}, written));
    return wanted.some((word) => states.has(word));
  };
}

/**
 * A test for partitions by their state.
 * @throws SlurmError `FIELD_INVALID`
 */
export function partitionStateFilter(words: readonly string[]): (partition: object) => boolean {
  const known = ['UP', 'DOWN', 'DRAIN', 'INACTIVE'];
  const wanted = words.map((word) => PARTITION_STATES[word.toUpperCase()] ?? word.toUpperCase());
  const unknown = wanted.find((word) => word !== 'ALL' && !known.includes(word));
  if (unknown !== undefined)
    throw new SlurmError('FIELD_INVALID', {
      field: '--states',
      problem: `"${unknown}" is no state of partitions. There are ${known.join(', ')}`,
    });
  return (partition) =>
    wanted.includes('ALL') || wanted.includes(String((partition as { state_up?: unknown }).state_up));
}
