import type { ControllerStatus } from '../../../slurm/scheduler.ts';
import type { Endpoint } from '../endpoint.ts';
import { errorText } from '../envelope/error-text.ts';
import { presenter, type RecordTable, recordTable, revised } from '../record/table.ts';
import { asking } from '../refused.ts';
import type { ByVersion } from '../version.ts';
import { STATISTICS_TABLES } from './statistics-table.ts';

/** A controller, and how long all of them took to answer, in microseconds. */
type Ping = ControllerStatus & { readonly latency: number };

const PING_42: RecordTable<Ping> = recordTable(
  'hostname:string pinged:string responding:boolean latency:int64 mode:string primary:boolean',
  {
    names: { responding: 'up' },
    read: {
      pinged: ({ up }) => (up ? 'UP' : 'DOWN'),
      primary: ({ mode }) => mode === 'primary',
    },
  },
);

/** What ping tells of a controller in each version. */
export const PING_TABLES: ByVersion<RecordTable<Ping>> = {
  42: PING_42,
  43: PING_42,
  44: PING_42,
  45: revised(PING_42, {
    fields: 'status:string',
    without: ['pinged', 'mode'],
    read: { status: ({ status }) => errorText(status) },
  }),
};

export const getPing: Endpoint = {
  method: 'GET',
  path: 'ping',
  id: 'get_ping',
  summary: 'Ping the controllers',
  description: 'Asks every configured controller whether it is there.',
  response: 'openapi_ping_array_resp',
  async handler({ scheduler, caller, version }) {
    const start = performance.now();
    const controllers = await asking(scheduler.ping(caller), 'Unable to ping', 'op_handler_ping');
    const latency = Math.round((performance.now() - start) * 1000);
    const present = presenter(PING_TABLES[version]);
    return { pings: controllers.map((controller) => present({ ...controller, latency })) };
  },
};

export const getDiag: Endpoint = {
  method: 'GET',
  path: 'diag',
  id: 'get_diag',
  summary: 'Get diagnostics',
  description: 'The counters sdiag shows.',
  response: 'openapi_diag_resp',
  async handler({ scheduler, caller, version }) {
    const diagnostics = await asking(
      scheduler.diagnostics(caller),
      'slurm_get_statistics() failed to get slurmctld statistics',
      'slurm_get_statistics()',
    );
    return { statistics: presenter(STATISTICS_TABLES[version])(diagnostics) };
  },
};
