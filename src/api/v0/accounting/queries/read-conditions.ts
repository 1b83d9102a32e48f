import type { EndpointContext } from '../../endpoint.ts';
import type { Problem } from '../../envelope/problems.ts';
import { warnOfUnknown } from '../../query/read-query.ts';
import { Refused } from '../../refused.ts';
import type { Parameter } from './parameter.ts';
import { type Asked, PARAMETER_READERS } from './read-parameter.ts';

/** What an endpoint reads its query with. */
export interface ConditionReader {
  /** SchedMD's name of the query's schema, which its warnings tell. */
  readonly schema: string;
  readonly parameters: readonly Parameter[];
  /** What is said behind the reason of a refusal, and its status. */
  readonly refusal?: { readonly problem: Problem; readonly status: number };
}

/** Conditions by the members of src/slurm/accounting/conditions.ts; flags that are set are collected in `flags`. */
export interface Conditions {
  readonly values: Readonly<Record<string, unknown>>;
  readonly flags: readonly string[];
}

/**
 * Reads the parameters of a query, one after the other as slurmrestd does. Those that do not exist are warned of.
 * @throws Refused for the first that cannot be read
 */
export async function readConditions(
  context: EndpointContext,
  { schema, parameters, refusal }: ConditionReader,
): Promise<Conditions> {
  const { query, problems, warnings, version } = context;
  const refuse: Asked['refuse'] = (detail) => {
    const all = [...(detail ? [detail] : []), ...(refusal ? [refusal.problem] : [])];
    // What slurmrestd says nothing of it answers without a list, as if all were well.
    throw new Refused(all, { status: refusal?.status ?? (detail ? 500 : 200) });
  };
  const values: Record<string, unknown> = {};
  const flags: string[] = [];
  const there = parameters.filter(({ until }) => version <= until);
  for (const { name, kind, member } of there) {
    const texts = query.getAll(name);
    if (texts.length === 0) continue;
    const at = `#/${name}/`;
    const value = await PARAMETER_READERS[kind]!({ texts, at, refuse, problems, warnings });
    if (value === undefined) continue;
    if (kind === 'flag') {
      if (value === true) flags.push(member);
    } else values[member] = value;
  }
  // A name in other letters is passed over in silence.
  const names = new Set(there.map(({ name }) => name.toLowerCase()));
  warnOfUnknown(
    context,
    schema,
    [...query.keys()].filter((key) => names.has(key.toLowerCase())),
  );
  return { values, flags };
}
