import type {
  NewAssociations,
  SaidAccount,
  SaidAssociation,
  SaidUser,
  Verdict,
} from '../../../../slurm/accounting/edit.ts';
import { missing, readFields } from '../../body/read-fields.ts';
import { readObject } from '../../body/read-value.ts';
import { typedFields } from '../../body/typed-fields.ts';
import type { Endpoint } from '../../endpoint.ts';
import { problem } from '../../envelope/problems.ts';
import { Refused } from '../../refused.ts';
import { changing, readingOf, refuseProblems } from './change.ts';
import { ENVELOPE, type Reading, type RecordKind, readRecord, saidTables } from './read-record.ts';
import { defaultQos, readAdminLevel } from './records.ts';

/** Limits of associations to add, in sacctmgr's words. */
export const NEW_ASSOCIATION: RecordKind = {
  schema: 'ASSOC_REC_SET',
  required: [],
  tables: saidTables(
    `comment:string defaultqos:string grpjobs:uint32 grpjobsaccrue:uint32 grpsubmitjobs:uint32 grptres:tres_list
     grptresmins:tres_list grptresrunmins:tres_list grpwall:uint32 maxjobs:uint32 maxjobsaccrue:uint32
     maxsubmitjobs:uint32 maxtresminsperjob:tres_list maxtresrunmins:tres_list maxtresperjob:tres_list
     maxtrespernode:tres_list maxwalldurationperjob:uint32 minpriothresh:uint32 parent:string priority:uint32
     qoslevel:qos_string_id_list fairshare:int32`,
    {
      defaultqos: 'def_qos_id',
      grpjobs: 'grp_jobs',
      grpjobsaccrue: 'grp_jobs_accrue',
      grpsubmitjobs: 'grp_submit_jobs',
      grptres: 'grp_tres',
      grptresmins: 'grp_tres_mins',
      grptresrunmins: 'grp_tres_run_mins',
      grpwall: 'grp_wall',
      maxjobs: 'max_jobs',
      maxjobsaccrue: 'max_jobs_accrue',
      maxsubmitjobs: 'max_submit_jobs',
      maxtresminsperjob: 'max_tres_mins_pj',
      maxtresrunmins: 'max_tres_run_mins',
      maxtresperjob: 'max_tres_pj',
      maxtrespernode: 'max_tres_pn',
      maxwalldurationperjob: 'max_wall_pj',
      minpriothresh: 'min_prio_thresh',
      parent: 'parent_acct',
      qoslevel: 'qos_list',
      fairshare: 'shares_raw',
    },
  ),
};

export const USERS_TO = typedFields(`accounts:string_list association:assoc_rec_set clusters:string_list
  partitions:string_list users:string_list wckeys:string_list`);
export const ACCOUNTS_TO = typedFields('accounts:string_list association:assoc_rec_set clusters:string_list');
export const NEW_USER: RecordKind = {
  schema: 'USER_SHORT',
  required: [],
  tables: saidTables('adminlevel:admin_lvl defaultqos:int32@44- defaultaccount:string defaultwckey:string', {
    defaultqos: 'def_qos_id',
    defaultaccount: 'default_acct',
    defaultwckey: 'default_wckey',
  }),
};
export const NEW_ACCOUNT: RecordKind = {
  schema: 'ACCOUNT_SHORT',
  required: [],
  tables: saidTables('description:string organization:string', {}),
};

/** ESLURM_DATA_AMBIGUOUS_QUERY. */
const AMBIGUOUS = 9211;

/** @throws Refused */
function readAssociations(
  body: Readonly<Record<string, unknown>>,
  fields: typeof USERS_TO,
  schema: string,
  required: string,
  reading: Reading,
): NewAssociations {
  const at = '#/association_condition/';
  if (!Object.hasOwn(body, 'association_condition')) throw missing('association_condition');
  const condition = readObject(body['association_condition'], at);
  if (!Object.hasOwn(condition, required)) throw missing(required, at);
  readFields(condition, { fields, schema, at }, reading);
  const list = (name: string) => namesOf(condition[name]);
  const said = condition['association'];
  const names = {
    acct_list: 'accounts',
    cluster_list: 'clusters',
    partition_list: 'partitions',
    user_list: 'users',
    wckey_list: 'wckeys',
  };
  const assoc = said === undefined || said === null ? {} : readLimits(said, `${at}association/`, reading);
  return {
    assoc,
    ...Object.fromEntries(
      Object.entries(names).flatMap(([member, name]) => (list(name) ? [[member, list(name)]] : [])),
    ),
  };
}

/** Names in a list, or joined by commas. */
function namesOf(value: unknown): readonly string[] | undefined {
  if (value === undefined || value === null) return undefined;
  return Array.isArray(value) ? value.map(String) : String(value).split(',').filter(Boolean);
}

function readLimits(body: unknown, at: string, reading: Reading): SaidAssociation {
  const { def_qos_id: _, ...said } = readRecord<SaidAssociation>(body, at, NEW_ASSOCIATION, reading);
  return { ...said, ...defaultQos((body as Record<string, unknown>)['defaultqos'], reading) };
}

/** @param answer name of the member that tells what was added */
function told(answer: string, { errno, text }: Verdict, description: string, source: string): object {
  const members = { [answer]: text };
  if (errno === 0) return members;
  throw new Refused([problem(description, errno, source)], { members });
}

/** Names in lower case, as slurmrestd takes a default for the list that is not there. */
function listOf(
  list: readonly string[] | undefined,
  name: string | undefined,
): readonly string[] | undefined {
  return list?.length || !name ? list : name.toLowerCase().split(',');
}

export const postUsersAssociation: Endpoint = {
  method: 'POST',
  plugin: 'slurmdb',
  path: 'users_association',
  id: 'post_users_association',
  summary: 'Add users with associations',
  description:
    'As sacctmgr add user does: each user that is not there yet, in each account, cluster and partition.',
  body: 'openapi_users_add_cond_resp',
  response: 'openapi_users_add_cond_resp_str',
  async handler(context) {
    const reading = await readingOf(context);
    const body = readObject(context.body, '#/');
    const read = readAssociations(body, USERS_TO, 'USERS_ADD_COND', 'users', reading);
    if (!Object.hasOwn(body, 'user')) throw missing('user');
    const said = readRecord<SaidUser>(body['user'], '#/user/', NEW_USER, reading);
    const level = readAdminLevel(
      (body['user'] as Record<string, unknown>)['adminlevel'],
      '#/user/adminlevel/',
      reading,
    );
    const fields = typedFields(`association_condition:x_list user:x_list ${ENVELOPE}`);
    readFields(body, { fields, schema: 'OPENAPI_USERS_ADD_COND_RESP', at: '#/' }, reading);
    refuseProblems(reading);
    const acct_list = listOf(read.acct_list, said.default_acct);
    const wckey_list = listOf(read.wckey_list, said.default_wckey);
    const associations = { ...read, ...(acct_list && { acct_list }), ...(wckey_list && { wckey_list }) };
    if (!acct_list?.length && !wckey_list?.length) {
      const description = 'Need name of account(s) or wckey(s) to add';
      throw new Refused([problem(description, AMBIGUOUS, '_add_users_association')], {
        members: { added_users: '' },
      });
    }
    return changing(context, async ({ edit }) => {
      const verdict = await edit.addUsersTo(associations, { ...said, ...(level && { admin_level: level }) });
      return told('added_users', verdict, verdict.text, 'slurmdb_users_add_cond');
    });
  },
};

export const postAccountsAssociation: Endpoint = {
  method: 'POST',
  plugin: 'slurmdb',
  path: 'accounts_association',
  id: 'post_accounts_association',
  summary: 'Add accounts with associations',
  description: 'As sacctmgr add account does: each account that is not there yet, on each cluster.',
  body: 'openapi_accounts_add_cond_resp',
  response: 'openapi_accounts_add_cond_resp_str',
  async handler(context) {
    const reading = await readingOf(context);
    const body = readObject(context.body, '#/');
    const read = readAssociations(body, ACCOUNTS_TO, 'ACCOUNTS_ADD_COND', 'accounts', reading);
    const { account = {} } = body;
    const said = readRecord<Partial<SaidAccount>>(account, '#/account/', NEW_ACCOUNT, reading);
    const fields = typedFields(`association_condition:x_list account:x_list ${ENVELOPE}`);
    readFields(body, { fields, schema: 'OPENAPI_ACCOUNTS_ADD_COND_RESP', at: '#/' }, reading);
    refuseProblems(reading);
    return changing(context, async ({ edit }) =>
      told(
        'added_accounts',
        await edit.addAccountsTo(read, said),
        'slurmdb_accounts_add_cond() failed',
        '_add_accounts_association',
      ),
    );
  },
};
