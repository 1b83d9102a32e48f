import type { OptionValue } from './option.ts';
import { invalid, readList } from './readers.ts';

/** Events `ALL` stands for; sbatch(1) `--mail-type`. */
const ALL = ['BEGIN', 'END', 'FAIL', 'INVALID_DEPEND', 'REQUEUE', 'STAGE_OUT'];

const EVENTS = [...ALL, 'TIME_LIMIT', 'TIME_LIMIT_90', 'TIME_LIMIT_80', 'TIME_LIMIT_50', 'ARRAY_TASKS'];

/** Names of events, upper case, `ALL` and `NONE` resolved. */
export function readMailType(value: OptionValue, field: string): string[] {
  const words = readList(value, field).toUpperCase().split(',');
  if (words.includes('NONE')) return [];
  const events = new Set<string>();
  for (const word of words) {
    if (word === 'ALL') for (const event of ALL) events.add(event);
    else if (EVENTS.includes(word)) events.add(word);
    else throw invalid(field, `knows no event "${word}"; write NONE, ALL or some of ${EVENTS.join(', ')}`);
  }
  return [...events];
}
