import type { QosConditions } from '../../../slurm/accounting/conditions.ts';
import type { Endpoint, EndpointContext } from '../endpoint.ts';
import { presenter } from '../record/table.ts';
import { accountingFor, askForRecords } from './ask-accounting.ts';
import { describe } from './describe.ts';
import { readLookups } from './lookups.ts';
import { readConditions } from './queries/read-conditions.ts';
import { QUERIES } from './queries/tables.ts';
import { QOS_TABLE } from './records/qos-table.ts';

const present = presenter(QOS_TABLE);

async function list(context: EndpointContext, conditions: QosConditions): Promise<object> {
  const { caller } = context;
  const accounting = accountingFor(context);
  const question = { func: 'slurmdb_qos_get', source: '_op_handler_qos', members: { qos: [] } };
  const [found, lookups] = await Promise.all([
    askForRecords(context, question, accounting.qos(caller, conditions)),
    readLookups(accounting, caller),
  ]);
  return { qos: found.map((one) => present({ ...one, lookups })) };
}

export const getQosList: Endpoint = {
  method: 'GET',
  path: 'qos',
  plugin: 'slurmdb',
  id: 'get_qos',
  summary: 'List QOS',
  description: 'Every quality of service with its limits.',
  query: describe(QUERIES.qos.parameters),
  response: 'openapi_slurmdbd_qos_resp',
  async handler(context) {
    const { values, flags } = await readConditions({ ...context, warnings: [] }, QUERIES.qos);
    return list(context, { ...values, with_deleted: flags.includes('with_deleted') });
  },
};

export const getQos: Endpoint = {
  method: 'GET',
  path: 'qos/{qos}',
  plugin: 'slurmdb',
  id: 'get_single_qos',
  summary: 'Get a QOS',
  description: 'A list of the one QOS of this name or id.',
  query: describe(QUERIES.oneQos.parameters),
  response: 'openapi_slurmdbd_qos_resp',
  async handler(context) {
    const { values } = await readConditions(context, QUERIES.oneQos);
    const asked = context.params['qos']!;
    const { qos } = await readLookups(accountingFor(context), context.caller);
    const name = [...qos.values()].includes(asked) ? asked : (qos.get(Number(asked)) ?? asked);
    return list(context, { ...values, name_list: [name] });
  },
};
