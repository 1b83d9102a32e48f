import type { License } from '../../../slurm/license.ts';
import { namedRecords } from '../../../slurm/named-records.ts';
import type { Reservation } from '../../../slurm/reservation.ts';
import type { Snapshot } from '../../../slurm/scheduler.ts';
import type { Endpoint, EndpointContext } from '../endpoint.ts';
import { INVALID_QUERY, problem } from '../envelope/problems.ts';
import { type QueryReader, readListQuery, unchangedSince } from '../query/read-query.ts';
import { known } from '../record/flags.ts';
import { type RecordTable, recordTable, revised } from '../record/table.ts';
import { FLAG_WORDS } from '../record/words.ts';
import { asking, Refused } from '../refused.ts';
import type { ByVersion, Version } from '../version.ts';
import { dated, writersOf } from './cluster.ts';
import { pathName } from './path-name.ts';

const worded = (version: Version) => ({
  flags: ({ flags }: Reservation) => known(FLAG_WORDS.reservation_flags[version], flags),
});

const RESERVATION_42: RecordTable<Reservation> = recordTable(
  `accounts:string burst_buffer:string core_count:int32 core_specializations:reservation_info_core_spec
   end_time:uint64 features:string flags:reservation_flags groups:string licenses:string max_start_delay:int32
   name:string node_count:int32 node_list:string partition:string purge_completed.time:uint32 start_time:uint64
   watts:reservation_watts tres:string users:string`,
  {
    names: {
      core_count: 'core_cnt',
      node_count: 'node_cnt',
      'purge_completed.time': 'purge_comp_time',
      tres: 'tres_str',
    },
    read: {
      ...worded(42),
      core_specializations: ({ core_spec }) => core_spec.map(({ node, cores }) => ({ node, core: cores })),
      // Power management is gone since Slurm 23.02.
      watts: () => ({}),
    },
  },
);
const RESERVATION_44 = revised(RESERVATION_42, { read: worded(44) });

/** A reservation in each version. */
export const RESERVATION_TABLES: ByVersion<RecordTable<Reservation>> = {
  42: RESERVATION_42,
  43: RESERVATION_42,
  44: RESERVATION_44,
  45: revised(RESERVATION_44, { without: ['watts'] }),
};

const LICENSE_42: RecordTable<License> = recordTable(
  `LicenseName:string Total:int32 Used:int32 Free:int32 Remote:boolean Reserved:int32 LastConsumed:int32
   LastDeficit:int32 LastUpdate:int64`,
  {
    names: {
      LicenseName: 'name',
      Total: 'total',
      Used: 'in_use',
      Remote: 'remote',
      Reserved: 'reserved',
      LastConsumed: 'last_consumed',
      LastDeficit: 'last_deficit',
      LastUpdate: 'last_update',
    },
    read: { Free: ({ total, in_use }) => total - in_use },
  },
);
const LICENSE_44 = revised(LICENSE_42, { fields: 'Nodes:string', names: { Nodes: 'nodes' } });

/** A licence in each version. */
export const LICENSE_TABLES: ByVersion<RecordTable<License>> = {
  42: LICENSE_42,
  43: LICENSE_42,
  44: LICENSE_44,
  45: LICENSE_44,
};

const WRITE_RESERVATIONS = writersOf<Reservation>('reservations', RESERVATION_TABLES);
const WRITE_LICENSES = writersOf<License>('licenses', LICENSE_TABLES);

/** What a cluster without any answers; the embedded scheduler knows neither reservations nor licences. */
const NONE = { records: [], lastUpdate: 0, version: 'none' };

const QUERY = {
  update_time:
    'Answer 304 where nothing changed after this time; UNIX seconds, or a time as sbatch takes it.',
};

const RESERVATION_QUERY: QueryReader = {
  schema: 'OPENAPI_RESERVATION_QUERY',
  parameters: ['update_time'],
  source: '_get_reservations',
  description: 'Rejecting request. Failure parsing query',
  status: 500,
};

async function reservationsOf(
  { scheduler, caller }: EndpointContext,
  source: string,
): Promise<Snapshot<Reservation>> {
  if (!scheduler.reservations) return NONE;
  return asking(scheduler.reservations(caller), 'Unable to query reservations', source);
}

export const getReservations: Endpoint = {
  method: 'GET',
  path: 'reservations',
  id: 'get_reservations',
  summary: 'List reservations',
  description: 'Every reservation.',
  query: QUERY,
  response: 'openapi_reservation_resp',
  async handler(context) {
    const { updateTime } = readListQuery(context, RESERVATION_QUERY);
    const snapshot = await reservationsOf(context, '_get_reservations');
    return (
      unchangedSince(updateTime, snapshot.lastUpdate) ?? dated(WRITE_RESERVATIONS[context.version], snapshot)
    );
  },
};

export const getReservation: Endpoint = {
  method: 'GET',
  path: 'reservation/{reservation_name}',
  id: 'get_reservation',
  summary: 'Get a reservation',
  description: 'A list of the one reservation of this name.',
  query: QUERY,
  response: 'openapi_reservation_resp',
  async handler(context) {
    const name = pathName(context.params['reservation_name']!);
    if (typeof name !== 'string') return name;
    const source = '_get_single_reservation';
    const { updateTime } = readListQuery(context, { ...RESERVATION_QUERY, source });
    const snapshot = await reservationsOf(context, source);
    const unchanged = unchangedSince(updateTime, snapshot.lastUpdate);
    if (unchanged) return unchanged;
    const found = namedRecords(snapshot, name);
    if (found.records.length === 0)
      throw new Refused([problem(`Unable to find reservation ${name}`, INVALID_QUERY, source)]);
    return dated(WRITE_RESERVATIONS[context.version], found);
  },
};

export const getLicenses: Endpoint = {
  method: 'GET',
  path: 'licenses',
  id: 'get_licenses',
  summary: 'List licences',
  description: 'Every licence the cluster counts.',
  response: 'openapi_licenses_resp',
  async handler({ scheduler, caller, version }) {
    const snapshot = scheduler.licenses
      ? await asking(scheduler.licenses(caller), 'slurm_load_licenses() failed', 'slurm_load_licenses()')
      : NONE;
    return dated(WRITE_LICENSES[version], snapshot);
  },
};
