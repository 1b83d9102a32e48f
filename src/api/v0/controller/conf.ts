import type { ConfigurationRecord } from '../../../slurm/configuration-record.ts';
import { formatLocalTime } from '../../../slurm/moment.ts';
import type { Endpoint } from '../endpoint.ts';
import { type QueryReader, readListQuery } from '../query/read-query.ts';
import { presenter, type RecordTable, recordTable } from '../record/table.ts';
import { numberObject } from '../record/values.ts';
import { asking, notOffered } from '../refused.ts';
import { CONF } from './conf-table.ts';

export const META: RecordTable<ConfigurationRecord> = recordTable(
  `LastUpdate:int64 BOOT_TIME:int64 ClusterId:uint16 HashValue:int64 NEXT_JOB_ID:uint32 SLURM_CONF:string
   SLURM_VERSION:string`,
  {
    names: {
      LastUpdate: 'last_update',
      BOOT_TIME: 'boot_time',
      HashValue: 'hash_val',
      NEXT_JOB_ID: 'next_job_id',
      SLURM_CONF: 'slurm_conf',
      SLURM_VERSION: 'version',
    },
    // Known to the controller alone.
    read: { ClusterId: () => numberObject(0) },
  },
);

const QUERY: QueryReader = {
  schema: 'OPENAPI_CONF_QUERY',
  parameters: ['update_time'],
  source: '_dump_config',
  description: 'Rejecting request. Failure parsing query.',
  status: 422,
};

const presentConf = presenter(CONF);
const presentMeta = presenter(META);

export const getConf: Endpoint = {
  method: 'GET',
  path: 'conf',
  id: 'get_conf',
  summary: 'Get the configuration',
  description: 'slurm.conf as the controller runs it (scontrol show config).',
  since: 45,
  query: { update_time: 'Only if it changed after this time; UNIX seconds, or a time as sbatch takes it.' },
  response: 'openapi_conf_resp',
  async handler(context) {
    const { updateTime } = readListQuery(context, QUERY);
    const { scheduler, caller, warnings } = context;
    if (!scheduler.configurationRecord) throw notOffered('slurm.conf to show', '_dump_config');
    const conf = await asking(
      scheduler.configurationRecord(caller),
      'slurm_load_ctl_conf() failed',
      '_dump_config',
    );
    if (updateTime !== undefined && updateTime > Number(conf['last_update'])) {
      const description = `No config changes since update_time[${updateTime}]=${formatLocalTime(updateTime)}`;
      warnings.push({ description, source: '_dump_config' });
      return {};
    }
    return { slurm_conf: presentConf(conf), slurm_conf_meta: presentMeta(conf) };
  },
};
