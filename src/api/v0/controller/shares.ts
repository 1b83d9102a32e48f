import type { AssociationShares, TresValue } from '../../../slurm/shares.ts';
import type { Endpoint } from '../endpoint.ts';
import { presenter, type RecordTable, recordTable } from '../record/table.ts';
import { numberObject } from '../record/values.ts';
import { asking } from '../refused.ts';

const counts = (list: readonly TresValue[]) =>
  list.map(({ name, value }) => ({ name, value: numberObject(value) }));

export const SHARES: RecordTable<AssociationShares> = recordTable(
  `id:int32 cluster:string name:string parent:string partition:string shares_normalized:float64 shares:uint32
   tres.run_seconds:shares_uint64_tres_list tres.group_minutes:shares_uint64_tres_list effective_usage:float64
   usage_normalized:float64 usage:int64 tres.usage:shares_float128_tres_list fairshare.factor:float64
   fairshare.level:float64 type:assoc_shares_obj_wrap_type`,
  {
    names: {
      id: 'assoc_id',
      shares_normalized: 'shares_norm',
      shares: 'shares_raw',
      effective_usage: 'usage_efctv',
      usage_normalized: 'usage_norm',
      usage: 'usage_raw',
      'fairshare.factor': 'fs_factor',
    },
    read: {
      'fairshare.level': ({ level_fs }) => endless(level_fs),
      'tres.run_seconds': (share) => counts(share.tres_run_secs),
      'tres.group_minutes': (share) => counts(share.tres_grp_mins),
      'tres.usage': (share) => share.usage_tres_raw.map(({ name, value = 0 }) => ({ name, value })),
      type: ({ user }) => [user ? 'USER' : 'ASSOCIATION'],
    },
  },
);

const present = presenter(SHARES);

/** Fair share without end, of who has used nothing, comes as the highest number there is. */
function endless(level: number | undefined): unknown {
  return numberObject(level === Number.POSITIVE_INFINITY ? HIGHEST : level);
}
const HIGHEST = 2 ** 64;

/** What a cluster without accounts has. */
const NONE = { associations: [], tot_shares: 0 };

function names(query: URLSearchParams, name: string): string[] {
  return query
    .getAll(name)
    .flatMap((text) => text.split(','))
    .filter(Boolean);
}

export const getShares: Endpoint = {
  method: 'GET',
  path: 'shares',
  id: 'get_shares',
  summary: 'Get fair share',
  description: 'As sshare does: every association with its shares and its usage.',
  query: {
    accounts: 'These accounts only, joined by commas.',
    users: 'These users only, joined by commas.',
  },
  response: 'openapi_shares_resp',
  async handler({ query, scheduler, caller, version, warnings }) {
    if (!scheduler.shares) {
      const description = 'Shares list is empty because slurm accounting storage is disabled.';
      warnings.push({ description, source: 'DUMP_FUNC(ASSOC_SHARES_OBJ_LIST)' });
    }
    const { associations, tot_shares } = scheduler.shares
      ? await asking(
          scheduler.shares(caller, names(query, 'accounts'), names(query, 'users')),
          'slurm_associations_get_shares() failed: GET',
          '_dump_shares',
        )
      : NONE;
    if (version >= 43)
      for (const { level_fs } of associations)
        if (level_fs === Number.POSITIVE_INFINITY)
          warnings.push({
            description: 'Dumping (0xffffffffffffffff) as place holder for Infinity',
            source: '',
          });
    return { shares: { shares: associations.map(present), total_shares: tot_shares } };
  },
};
