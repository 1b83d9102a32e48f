import { missing } from '../../body/read-fields.ts';
import { readObject, slurmKind } from '../../body/read-value.ts';
import { problem } from '../../envelope/problems.ts';
import { Refused } from '../../refused.ts';
import type { Lookups } from '../lookups.ts';

/** ESLURM_DATA_EXPECTED_LIST. */
const NO_LIST = 9208;

/**
 * A list of TRES as the storage keeps it, `1=4,2=8000`; by their ids where they have some, else by type and name.
 * `undefined` for an empty one, which as in slurmrestd says nothing.
 * @throws Refused
 */
export function readTresText(value: unknown, at: string, { tres }: Lookups): string | undefined {
  if (!Array.isArray(value)) {
    const description = `TRES should be LIST but is type ${slurmKind(value)}`;
    throw new Refused([problem(description, NO_LIST, at)], { status: 500 });
  }
  const pairs = value.map((entry, index) => {
    const where = `${at.slice(0, -1)}[${index}]/`;
    const object = readObject(entry, where);
    if (!Object.hasOwn(object, 'type')) throw missing('type', where);
    const { type, name = '', id = 0, count = 0 } = object;
    const same = (one: unknown, other: string) => String(one).toLowerCase() === other.toLowerCase();
    const found = [...tres.values()].find(
      (known) =>
        (Number(id) > 0 && known.id === Number(id)) ||
        (same(type, known.type) && (name === '' || same(name, known.name))),
    );
    return `${found?.id ?? Number(id)}=${Number(count)}`;
  });
  return pairs.length === 0 ? undefined : pairs.join(',');
}
