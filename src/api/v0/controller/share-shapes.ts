import { answer, list, object, record, type Shape } from '../openapi/shape.ts';
import { inEveryVersion } from '../version.ts';
import { SHARES } from './shares.ts';

/** What is told of fair share. */
export const SHARE_SHAPES: Readonly<Record<string, Shape>> = {
  openapi_shares_resp: answer('Fair share.', { 'shares:shares_resp_msg': 'Fair share.' }),
  shares_resp_msg: object('Fair share.', {
    'shares:assoc_shares_obj_list': 'Every association.',
    'total_shares:int64': 'All shares together.',
  }),
  assoc_shares_obj_list: list('assoc_shares_obj_wrap', 'Associations.'),
  assoc_shares_obj_wrap: record('Fair share of an association.', inEveryVersion(SHARES), {
    id: 'Id of the association.',
    cluster: 'Its cluster.',
    name: 'User, or account.',
    parent: 'Account above it.',
    partition: 'Partition it is for.',
    shares_normalized: 'Part of all shares.',
    shares: 'Shares it has been given.',
    'tres.run_seconds': 'Seconds its running jobs are going to use.',
    'tres.group_minutes': 'Minutes it may use.',
    effective_usage: 'Part of the usage, with that of its account.',
    usage_normalized: 'Part of the usage.',
    usage: 'Usage that counts.',
    'tres.usage': 'Usage of each resource.',
    'fairshare.factor': 'Factor of the priority.',
    'fairshare.level': 'Factor among its siblings.',
    type: 'User or account.',
  }),
  shares_uint64_tres_list: list('shares_uint64_tres', 'Resources.'),
  shares_uint64_tres: object('A resource.', {
    'name:string': 'Which.',
    'value:uint64': 'How much of it.',
  }),
  shares_float128_tres_list: list('shares_float128_tres', 'Resources.'),
  shares_float128_tres: object('A resource.', { 'name:string': 'Which.', 'value:double': 'How much of it.' }),
};
