import { list, readWith, request, type Shape } from '../../openapi/shape.ts';
import {
  ACCOUNT_WORDS,
  ACCOUNTED_CLUSTER_WORDS,
  ASSOCIATION_WORDS,
  QOS_WORDS,
  USER_WORDS,
  WCKEY_WORDS,
} from '../accounting-words.ts';
import { JOB_MODIFY } from './modify-jobs.ts';
import { ACCOUNTS_TO, NEW_ACCOUNT, NEW_ASSOCIATION, NEW_USER, USERS_TO } from './new-associations.ts';
import { fieldsOf, type RecordKind } from './read-record.ts';
import { ACCOUNT, ASSOCIATION, CLUSTER, QOS, USER, WCKEY } from './records.ts';

function said(description: string, { tables }: RecordKind, words: Readonly<Record<string, string>>): Shape {
  return readWith(description, fieldsOf(tables), (path) => words[path]);
}

const CONDITION_WORDS: Readonly<Record<string, string>> = {
  accounts: 'Accounts.',
  association: 'Limits of the associations.',
  clusters: 'Clusters; all that there are without it.',
  partitions: 'Partitions.',
  users: 'Users.',
  wckeys: 'Wckeys the users have.',
};

const JOB_MODIFY_WORDS: Readonly<Record<string, string>> = {
  'comment.administrator': 'What an administrator says of it.',
  derived_exit_code: 'Highest exit code of its steps.',
  'comment.job': 'What its user says of it.',
  extra: 'Free text.',
  'comment.system': 'What the system says of it.',
  'tres.allocated': 'What it held.',
  wckey: 'Its wckey.',
};

const USER_SHORT_WORDS: Readonly<Record<string, string>> = {
  adminlevel: 'What the users may do.',
  defaultqos: 'Id of the QOS their jobs have by default.',
  defaultaccount: 'Account their jobs have by default.',
  defaultwckey: 'Wckey their jobs have by default.',
};

/** What accounts and the like may be asked to be: as in answers, but that hardly a member has to be there. */
export const ACCOUNTING_REQUEST_SHAPES: Readonly<Record<string, Shape>> = {
  openapi_users_req: request('Users to add or change.', { 'users:user_req_list': 'The users.' }),
  user_req_list: list('user_req', 'Users.'),
  user_req: said('What a user is to be.', USER, USER_WORDS),
  openapi_accounts_req: request('Accounts to add or change.', {
    'accounts:account_req_list': 'The accounts.',
  }),
  account_req_list: list('account_req', 'Accounts.'),
  account_req: said('What an account is to be.', ACCOUNT, ACCOUNT_WORDS),
  openapi_assocs_req: request('Associations to add or change.', {
    'associations:assoc_req_list': 'The associations.',
  }),
  assoc_req_list: list('assoc_req', 'Associations.'),
  assoc_req: said('What an association is to be.', ASSOCIATION, ASSOCIATION_WORDS),
  openapi_slurmdbd_qos_req: request('QOS to add or change.', { 'qos:qos_req_list': 'The QOS.' }),
  qos_req_list: list('qos_req', 'QOS.'),
  qos_req: said('What a QOS is to be.', QOS, QOS_WORDS),
  openapi_clusters_req: request('Clusters to add.', { 'clusters:cluster_rec_req_list': 'The clusters.' }),
  cluster_rec_req_list: list('cluster_rec_req', 'Clusters.'),
  cluster_rec_req: said('What a cluster is to be.', CLUSTER, ACCOUNTED_CLUSTER_WORDS),
  openapi_wckey_req: request('Wckeys to add.', { 'wckeys:wckey_req_list': 'The wckeys.' }),
  wckey_req_list: list('wckey_req', 'Wckeys.'),
  wckey_req: said('What a wckey is to be.', WCKEY, WCKEY_WORDS),
  openapi_slurmdbd_config_req: request('All that is to be accounted to.', {
    'clusters:cluster_rec_req_list': 'The clusters.',
    'tres:tres_list': 'Kinds of resources, which are there already.',
    'accounts:account_req_list': 'The accounts.',
    'users:user_req_list': 'The users.',
    'qos:qos_req_list': 'The QOS.',
    'wckeys:wckey_req_list': 'The wckeys.',
    'associations:assoc_req_list': 'The associations.',
  }),
  openapi_job_modify_req: request('Jobs to change, all in the same way.', {
    'job_id_list:selected_step_list': 'The jobs; they may be joined by commas instead.',
    'job_rec:job_modify': 'What they are to be.',
  }),
  job_modify: said('What is to be remembered of a job.', JOB_MODIFY, JOB_MODIFY_WORDS),
  process_exit_code_req: request('How a process ended.', {
    'status:process_exit_code_status': 'Nothing, as the return code says it.',
    'return_code:uint32': 'The status word of wait(2); a number in place of the object is it, too.',
    'signal.id:uint16': 'Nothing.',
    'signal.name:string': 'Nothing.',
  }),
  openapi_tres_req: request('Kinds of resources.', { 'TRES:tres_list': 'The kinds.' }),
  openapi_users_add_cond_resp: request('Users to add, with their associations.', {
    'association_condition:users_add_cond': 'Who is added where.',
    'user:user_short': 'What each user is to be.',
  }),
  string_list: list('string', 'Texts; in a request they may be joined by commas instead.'),
  users_add_cond: readWith('Who is added where.', USERS_TO, (name) => CONDITION_WORDS[name]),
  user_short: readWith('What users are to be.', fieldsOf(NEW_USER.tables), (name) => USER_SHORT_WORDS[name]),
  openapi_accounts_add_cond_resp: request('Accounts to add, with their associations.', {
    'association_condition:accounts_add_cond': 'What is added where.',
    'account:account_short': 'What each account is to be.',
  }),
  accounts_add_cond: readWith('What is added where.', ACCOUNTS_TO, (name) => CONDITION_WORDS[name]),
  account_short: said('What accounts are to be.', NEW_ACCOUNT, ACCOUNT_WORDS),
  assoc_rec_set: readWith(
    'Limits of associations, by the names sacctmgr has for them.',
    fieldsOf(NEW_ASSOCIATION.tables),
    (name) => `As \`sacctmgr add\` has ${name}.`,
  ),
};
