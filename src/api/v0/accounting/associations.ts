import type {
  AssociationConditionFlag,
  AssociationConditions,
} from '../../../slurm/accounting/conditions.ts';
import type { Endpoint, EndpointContext } from '../endpoint.ts';
import { problem } from '../envelope/problems.ts';
import { presenter } from '../record/table.ts';
import { Refused } from '../refused.ts';
import { accountingFor, askForRecords } from './ask-accounting.ts';
import { describe } from './describe.ts';
import { readLookups } from './lookups.ts';
import { readConditions } from './queries/read-conditions.ts';
import { QUERIES } from './queries/tables.ts';
import { ASSOCIATION_TABLES } from './records/association-table.ts';

/** More than one record where one is asked for (ESLURM_DATA_AMBIGUOUS_QUERY). */
const AMBIGUOUS = 9211;
const NONE = { associations: [] };

/** What a query asks for. */
export async function associationConditions(context: EndpointContext): Promise<AssociationConditions> {
  const { values, flags } = await readConditions(context, QUERIES.associations);
  return { ...values, flags: flags as AssociationConditionFlag[] };
}

async function list(context: EndpointContext, conditions: AssociationConditions, onlyOne: boolean) {
  const { caller, version } = context;
  const accounting = accountingFor(context);
  const question = { func: 'slurmdb_associations_get', source: '_dump_assoc_cond', members: NONE };
  const found = await askForRecords(context, question, accounting.associations(caller, conditions));
  if (onlyOne && found.length > 1) {
    const description = 'Ambiguous request: More than 1 association would have been dumped.';
    throw new Refused([problem(description, AMBIGUOUS, '_dump_assoc_cond')], { members: NONE });
  }
  if (found.length === 0) return NONE;
  const lookups = await readLookups(accounting, caller);
  const present = presenter(ASSOCIATION_TABLES[version]);
  return { associations: found.map((one) => present({ ...one, lookups })) };
}

/** A beginning without an end goes on until now. */
function withPeriod(conditions: AssociationConditions): AssociationConditions {
  const { usage_start = 0, usage_end = 0 } = conditions;
  if (usage_start !== 0 && usage_end === 0)
    return { ...conditions, usage_end: Math.floor(Date.now() / 1000) };
  return usage_start > usage_end
    ? { ...conditions, usage_start: usage_end, usage_end: usage_start }
    : conditions;
}

export const getAssociations: Endpoint = {
  method: 'GET',
  path: 'associations',
  plugin: 'slurmdb',
  id: 'get_associations',
  summary: 'List associations',
  description: 'Every association of accounts and users with its limits.',
  query: describe(QUERIES.associations.parameters),
  response: 'openapi_assocs_resp',
  async handler(context) {
    return list(context, withPeriod(await associationConditions(context)), false);
  },
};

export const getAssociation: Endpoint = {
  method: 'GET',
  path: 'association',
  plugin: 'slurmdb',
  id: 'get_association',
  summary: 'Get an association',
  description: 'A list of the one association that fits; it is an error if there are more.',
  query: describe(QUERIES.associations.parameters),
  response: 'openapi_assocs_resp',
  async handler(context) {
    return list(context, await associationConditions(context), true);
  },
};
