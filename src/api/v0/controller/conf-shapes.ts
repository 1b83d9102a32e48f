import { answer, list, object, record, type Shape } from '../openapi/shape.ts';
import { inEveryVersion } from '../version.ts';
import { META } from './conf.ts';
import { CONF } from './conf-table.ts';

/** What is told of the configuration. */
export const CONF_SHAPES: Readonly<Record<string, Shape>> = {
  openapi_conf_resp: answer('The configuration.', {
    'slurm_conf?:slurm_conf': 'What slurm.conf says, and what it leaves to Slurm.',
    'slurm_conf_meta?:slurm_conf_meta': 'About it.',
  }),
  slurm_conf: record(
    'slurm.conf as the controller runs it.',
    inEveryVersion(CONF),
    Object.fromEntries([...CONF.keys()].map((name) => [name, `See slurm.conf(5), ${name}.`])),
  ),
  slurm_conf_meta: record('About the configuration.', inEveryVersion(META), {
    LastUpdate: 'When it last changed.',
    BOOT_TIME: 'When the controller started.',
    ClusterId: 'Number of the cluster in the database.',
    HashValue: 'Hash of slurm.conf.',
    NEXT_JOB_ID: 'Id of the next job.',
    SLURM_CONF: 'Where the file is.',
    SLURM_VERSION: 'Release of the controller.',
  }),
  controllers_array: list('controller', 'The controllers.'),
  controller: object('A controller.', {
    'address:string': 'Address it answers at.',
    'machine:string': 'Host it runs on.',
  }),
  job_defaults_list: list('job_defaults', 'What jobs get that do not say.'),
  job_defaults: object('What jobs get that do not say.', {
    'type:string': 'Of what.',
    'value:int64': 'How much.',
  }),
  port_range: object('Ports.', {
    'minimum:int32': 'First port.',
    'maximum:int32': 'Last port.',
    'set:boolean': 'There is such a range.',
  }),
};
