import type { Instance } from '../../../slurm/accounting/instance.ts';
import { compileDecoder } from '../../slurmctld/wire/decoder.ts';
import { fieldTable } from '../../slurmctld/wire/field-table.ts';
import type { Structure } from '../../slurmctld/wire/field-types.ts';

/** Source: slurmdb_unpack_instance_rec of slurmdb_pack.c, releases 23.11 to 26.05. */
const TABLE = fieldTable(
  'cluster:string extra:string instance_id:string instance_type:string node_name:string time_end:time time_start:time',
);

const BLANK_INSTANCE: Instance = {
  cluster: '',
  extra: '',
  instance_id: '',
  instance_type: '',
  node_name: '',
  time_end: 0,
  time_start: 0,
};

export const instanceDecoder = (version: number): Structure<Instance> =>
  compileDecoder(TABLE, { version, blank: BLANK_INSTANCE });
