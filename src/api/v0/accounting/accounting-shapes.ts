import { answer, list, object, record, request, type Shape } from '../openapi/shape.ts';
import { inEveryVersion } from '../version.ts';
import {
  ACCOUNT_WORDS,
  ACCOUNTED_CLUSTER_WORDS,
  ACCOUNTED_JOB_WORDS,
  ASSOCIATION_WORDS,
  QOS_WORDS,
  STEP_WORDS,
  USER_WORDS,
  WCKEY_WORDS,
} from './accounting-words.ts';
import { STORAGE_CONF } from './conf.ts';
import { ACCOUNT_TABLES, USER_TABLES, WCKEY_TABLES } from './records/account-tables.ts';
import { ASSOCIATION_TABLES } from './records/association-table.ts';
import { CLUSTER_TABLES } from './records/cluster-table.ts';
import { JOB_TABLES } from './records/job-table.ts';
import { QOS_TABLE } from './records/qos-table.ts';
import { STEP_TABLES } from './records/step-table.ts';

const rollup = (kind: string) => ({
  [`${kind}.count:int32`]: 'How many there were.',
  [`${kind}.last_run:int64`]: 'When the last was made.',
  [`${kind}.duration.last:int64`]: 'How long the last took.',
  [`${kind}.duration.max:int64`]: 'How long the longest took.',
  [`${kind}.duration.time:int64`]: 'How long all took.',
});

const COUNTED = {
  'count:int64': 'How many requests.',
  'time.average:int64': 'Microseconds each took on average.',
  'time.total:int64': 'Microseconds all took.',
};

/** What is told of the accounting storage. Where there is none of a name, or a failure, no list is told either. */
export const ACCOUNTING_SHAPES: Readonly<Record<string, Shape>> = {
  openapi_slurmdbd_jobs_resp: answer('Jobs of the accounting storage.', { 'jobs?:job_list': 'The jobs.' }),
  job_list: list('job', 'Jobs of the accounting storage.'),
  job: record('A run of a job.', JOB_TABLES, ACCOUNTED_JOB_WORDS),
  step_list: list('step', 'Steps of a job.'),
  step: record('A step of a job.', STEP_TABLES, STEP_WORDS),
  hostlist: list('string', 'Names of hosts.'),
  step_tres_req_max: list('tres_nct', 'Resources, and where they were used most.'),
  step_tres_req_min: list('tres_nct', 'Resources, and where they were used least.'),
  step_tres_usage_max: list('tres_nct', 'Resources, and where they were used most.'),
  step_tres_usage_min: list('tres_nct', 'Resources, and where they were used least.'),
  tres_nct: object('How much of a resource was used, and where.', {
    'type:string': 'Type of the resource.',
    'name:string': 'Name of the resource, where the type alone does not say it.',
    'id:int32': 'Id of the resource.',
    'count:int64': 'How much.',
    'task:int64': 'Rank of the task.',
    'node:string': 'Name of the node.',
  }),
  tres_list: list('tres', 'Resources.'),
  tres: object('An amount of a resource.', {
    'type:string': 'Type of the resource.',
    'name:string': 'Name of the resource, where the type alone does not say it.',
    'id:int32': 'Id of the resource.',
    'count:int64': 'How much; 0 where the kind is meant.',
  }),
  wckey_tag_struct: object('A wckey, and where it comes from.', {
    'wckey:string': 'Name of the wckey.',
    'flags:wckey_tag_flags': 'Whether it is the default.',
  }),
  openapi_assocs_resp: answer('Associations.', { 'associations?:assoc_list': 'The associations.' }),
  assoc_list: list('assoc', 'Associations.'),
  assoc: record('An association of an account, or of a user in one.', ASSOCIATION_TABLES, ASSOCIATION_WORDS),
  assoc_short_list: list('assoc_short', 'Associations.'),
  assoc_short: request('What names an association.', {
    'account:string': 'Account.',
    'cluster:string': 'Cluster.',
    'partition:string': 'Partition; empty for all.',
    'user:string': 'User; empty for the account itself.',
    'id:int32': 'Id of the association.',
  }),
  accounting_list: list('accounting', 'What was used.'),
  accounting: object('What was used of a resource in a period.', {
    'allocated.seconds:int64': 'Seconds.',
    'id:int32': 'Id of the association or wckey.',
    'id_alt:int32': 'Another id.',
    'start:int64': 'When the period begins.',
    'TRES:tres': 'The resource.',
  }),
  qos_string_id_list: list('string', 'Names of QOS.'),
  openapi_accounts_resp: answer('Accounts.', { 'accounts?:account_list': 'The accounts.' }),
  account_list: list('account', 'Accounts.'),
  account: record('An account.', ACCOUNT_TABLES, ACCOUNT_WORDS),
  coord_list: list('coord', 'Who manages accounts, or which accounts somebody manages.'),
  coord: object('A coordinator, or an account one manages.', {
    'name:string': 'Name of the user, or of the account.',
    'direct:boolean': 'It was said of this account, not of one above it.',
  }),
  openapi_users_resp: answer('Users.', { 'users?:user_list': 'The users.' }),
  user_list: list('user', 'Users.'),
  user: record('A user.', USER_TABLES, USER_WORDS),
  openapi_wckey_resp: answer('Wckeys.', { 'wckeys?:wckey_list': 'The wckeys.' }),
  wckey_list: list('wckey', 'Wckeys.'),
  wckey: record('A workload characterisation key of a user.', WCKEY_TABLES, WCKEY_WORDS),
  openapi_slurmdbd_qos_resp: answer('QOS.', { 'qos?:qos_list': 'The QOS.' }),
  qos_list: list('qos', 'QOS.'),
  qos: record('A QOS.', { 42: QOS_TABLE, 43: QOS_TABLE, 44: QOS_TABLE, 45: QOS_TABLE }, QOS_WORDS),
  qos_preempt_list: list('string', 'Names of QOS.'),
  openapi_tres_resp: answer('Kinds of resources.', { 'TRES:tres_list': 'The kinds.' }),
  openapi_clusters_resp: answer('Clusters.', { 'clusters?:cluster_rec_list': 'The clusters.' }),
  cluster_rec_list: list('cluster_rec', 'Clusters.'),
  cluster_rec: record('A cluster.', CLUSTER_TABLES, ACCOUNTED_CLUSTER_WORDS),
  openapi_instances_resp: answer('Machines of clouds.', { 'instances?:instance_list': 'The machines.' }),
  instance_list: list('instance', 'Machines of clouds.'),
  instance: object('A machine of a cloud that was a node.', {
    'cluster:string': 'Cluster.',
    'extra:string': 'Free text.',
    'instance_id:string': 'Id the cloud gave it.',
    'instance_type:string': 'Type of the machine.',
    'node_name:string': 'Name of the node.',
    'time.time_end:int64': 'When it ended; 0 while it lasts.',
    'time.time_start:int64': 'When it began.',
  }),
  openapi_slurmdbd_config_resp: answer('All that is accounted to.', {
    'clusters?:cluster_rec_list': 'The clusters.',
    'tres?:tres_list': 'The kinds of resources.',
    'accounts?:account_list': 'The accounts.',
    'users?:user_list': 'The users.',
    'qos?:qos_list': 'The QOS.',
    'wckeys?:wckey_list': 'The wckeys.',
    'associations?:assoc_list': 'The associations.',
    'instances?:instance_list@-44': 'Nothing.',
  }),
  openapi_slurmdbd_conf_resp: answer('The configuration of the accounting storage.', {
    'slurmdbd_conf:slurmdbd_conf': 'What slurmdbd.conf says, and what it leaves to Slurm.',
  }),
  slurmdbd_conf: record(
    'slurmdbd.conf as slurmdbd runs it.',
    inEveryVersion(STORAGE_CONF),
    Object.fromEntries([...STORAGE_CONF.keys()].map((name) => [name, `See slurmdbd.conf(5), ${name}.`])),
  ),
  slurmdb_purge_units: object('How long records are kept.', {
    'set:boolean': 'They are not kept for ever.',
    'hours:int32': 'Hours.',
    'days:int32': 'Days.',
    'months:int32': 'Months.',
    'archive:boolean': 'They are archived first.',
  }),
  openapi_slurmdbd_stats_resp: answer('Counters of the accounting storage.', {
    'statistics:stats_rec': 'The counters; empty in an answer that tells of a failure.',
  }),
  stats_rec: request('Counters of the accounting storage.', {
    'time_start:int64': 'When counting began.',
    'rollups:rollup_stats': 'Rollups of what was used.',
    'RPCs:stats_rpc_list': 'Requests by kind.',
    'users:stats_user_list': 'Requests by user.',
  }),
  rollup_stats: object('Rollups of what was used.', {
    ...rollup('hourly'),
    ...rollup('daily'),
    ...rollup('monthly'),
  }),
  stats_rpc_list: list('stats_rpc', 'Requests by kind.'),
  stats_rpc: object('Requests of one kind.', { 'rpc:string': 'Name of the request.', ...COUNTED }),
  stats_user_list: list('stats_user', 'Requests by user.'),
  stats_user: object('Requests of one user.', { 'user:string': 'Login name.', ...COUNTED }),
  openapi_slurmdbd_ping_resp: answer('Servers of the accounting storage.', {
    'pings?:slurmdbd_ping_list': 'The servers.',
  }),
  slurmdbd_ping_list: list('slurmdbd_ping', 'Servers of the accounting storage.'),
  slurmdbd_ping: object('A server of the accounting storage.', {
    'hostname:string': 'Its host.',
    'responding:boolean': 'It answers.',
    'latency:int64': 'Microseconds that took.',
    'primary:boolean': 'It is the first.',
    'status:string@45-': 'What went wrong, in words.',
  }),
  openapi_job_modify_resp: answer('Jobs that were changed.', {
    'results?:string_list': 'Which they are, in Slurm’s words.',
  }),
  openapi_users_add_cond_resp_str: answer('Users that were added.', {
    'added_users?:string': 'What was added, in Slurm’s words.',
  }),
  openapi_accounts_add_cond_resp_str: answer('Accounts that were added.', {
    'added_accounts?:string': 'What was added, in Slurm’s words.',
  }),
  openapi_users_removed_resp: answer('Users that are gone.', {
    'removed_users?:string_list': 'What is gone, in Slurm’s words.',
  }),
  openapi_accounts_removed_resp: answer('Accounts that are gone.', {
    'removed_accounts?:string_list': 'What is gone, in Slurm’s words.',
  }),
  openapi_assocs_removed_resp: answer('Associations that are gone.', {
    'removed_associations?:string_list': 'What is gone, in Slurm’s words.',
  }),
  openapi_slurmdbd_qos_removed_resp: answer('QOS that are gone.', {
    'removed_qos?:string_list': 'What is gone, in Slurm’s words.',
  }),
  openapi_clusters_removed_resp: answer('Clusters that are gone.', {
    'deleted_clusters?:string_list': 'What is gone, in Slurm’s words.',
  }),
  openapi_wckey_removed_resp: answer('Wckeys that are gone.', {
    'deleted_wckeys?:string_list': 'What is gone, in Slurm’s words.',
  }),
};
