import { problem } from '../envelope/problems.ts';
import { Refused } from '../refused.ts';

/** ESLURM_REST_FAIL_PARSING. */
const UNREADABLE = 9001;
/** Set in the number of jobs where sharing is forced (SHARED_FORCE of slurm.h). */
const FORCED = 0x8000;
/** How many jobs share where no number is said. */
const STANDARD_JOBS = 4;

function refused(description: string, at: string): Refused {
  return new Refused([problem(description, UNREADABLE, at)]);
}

/**
 * `OverSubscribe` of a partition: `NO`, `YES[:jobs]` or `FORCE[:jobs]`.
 * @returns Slurm's word for it
 * @throws Refused
 */
export function readOversubscribe(value: unknown, at = ''): number | undefined {
  if (value === undefined) return undefined;
  const [, word = '', count] = /^([^:]*)(?::(.*))?$/s.exec(String(value).toUpperCase()) ?? [];
  if (word === 'NO' && count === undefined) return 1;
  if (word !== 'YES' && word !== 'FORCE') throw refused('expected NO, YES[:#], or FORCE[:#]', at);
  const isForced = word === 'FORCE';
  const jobs = count === undefined ? STANDARD_JOBS : Number(count);
  if (count === '' || !Number.isInteger(jobs)) throw refused('invalid job count', at);
  if (jobs >= FORCED) throw refused('count too large', at);
  if (isForced && jobs < 1) throw refused('FORCE count must be >= 1', at);
  if (!isForced && jobs <= 1) throw refused('YES count must be > 1', at);
  return jobs | (isForced ? FORCED : 0);
}

/** What `Exclusive` says of flags and of sharing. */
interface Exclusive {
  readonly flags: readonly string[];
  readonly max_share?: number;
}

const EXCLUSIVE: Readonly<Record<string, Exclusive>> = {
  NO: { flags: ['EXC_USER_CLEAR', 'EXC_TOPO_CLEAR'] },
  NODE: { flags: ['EXC_USER_CLEAR', 'EXC_TOPO_CLEAR'], max_share: 0 },
  USER: { flags: ['EXCLUSIVE_USER', 'EXC_TOPO_CLEAR'] },
  TOPO: { flags: ['EXCLUSIVE_TOPO', 'EXC_USER_CLEAR'], max_share: 0 },
};

/** `Exclusive` of a partition. @throws Refused */
export function readExclusive(value: unknown, at = ''): Exclusive {
  if (value === undefined) return { flags: [] };
  const meaning = EXCLUSIVE[String(value).toUpperCase()];
  if (!meaning) throw refused('expected NO, NODE, USER, or TOPO', at);
  return meaning;
}
