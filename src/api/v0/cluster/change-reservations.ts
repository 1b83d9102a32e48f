import type { ReservationDescription } from '../../../slurm/administration.ts';
import { expandHostlist } from '../../../slurm/hostlist.ts';
import { given } from '../body/given.ts';
import { hostList } from '../body/host-list.ts';
import { readFields, readList } from '../body/read-fields.ts';
import { readObject, type Value } from '../body/read-value.ts';
import { typedFields } from '../body/typed-fields.ts';
import type { Endpoint, EndpointContext } from '../endpoint.ts';
import { INVALID_QUERY, type Problem, problem } from '../envelope/problems.ts';
import { csvList, numberObject } from '../record/values.ts';
import { asking, notOffered, Refused, severalRefused } from '../refused.ts';
import { pathName } from './path-name.ts';
import { readTres, type Tres, tresText } from './tres.ts';
import { whyNoReservation } from './why-no-reservation.ts';

/** What a reservation may ask for (SchedMD's reservation_desc_msg). */
export const RESERVATION = typedFields(`
  accounts:csv_string burst_buffer:string comment:string core_count:uint32 duration:uint32 end_time:timestamp
  features:string flags:reservation_flags groups:csv_string licenses:csv_string max_start_delay:uint32 name:string
  node_count:uint32 node_list:hostlist_string partition:string purge_completed.time:uint32 start_time:timestamp
  tres:tres_list users:csv_string
`);

const MANY = typedFields('reservations:reservation_desc_msg_list');

/** ESLURM_RESERVATION_INVALID, …_REQUESTED_NODE_CONFIG_UNAVAILABLE and …_NODES_BUSY. */
const INVALID = 2053;
const NODES_UNAVAILABLE = [2014, 2016];
const WHAT = 'reservations';
/** How slurmrestd shows a time that was not given: NO_VAL, as if it were one. */
const NO_TIME = 0xffff_fffe;

interface Asked {
  readonly description: Partial<ReservationDescription>;
  readonly tres: readonly Tres[];
}

/** @throws Refused */
function readReservation(body: unknown, at: string, context: EndpointContext): Asked {
  const members = readFields(body, { fields: RESERVATION, schema: 'RESERVATION_DESC_MSG', at }, context);
  const text = (name: string) => members.get(name) as string | undefined;
  const number = (name: string) => endless(members.get(name));
  const list = (name: string) => (members.get(name) as readonly string[] | undefined)?.join(',');
  const tres = readTres((body as Record<string, unknown>)['tres'], `${at}tres/`);
  const description = {
    accounts: list('accounts'),
    burst_buffer: text('burst_buffer'),
    comment: text('comment'),
    core_cnt: number('core_count'),
    duration: number('duration'),
    end_time: number('end_time'),
    features: text('features'),
    flags: members.get('flags') as readonly string[] | undefined,
    groups: list('groups'),
    licenses: list('licenses'),
    max_start_delay: number('max_start_delay'),
    name: text('name'),
    node_cnt: number('node_count'),
    node_list: hostList(members.get('node_list')),
    partition: text('partition'),
    purge_comp_time: number('purge_completed.time'),
    start_time: number('start_time'),
    tres_str: tres.length === 0 ? undefined : tresText(tres),
    users: list('users'),
  };
  return { description: given(description), tres };
}

function endless(value: Value | undefined): number | undefined {
  return value === 'UNLIMITED' ? Number.POSITIVE_INFINITY : (value as number | undefined);
}

/** A description as the answer repeats it. */
function shown({ description, tres }: Asked): object {
  const time = (seconds: number | undefined) => numberObject(seconds ?? NO_TIME);
  return {
    accounts: csvList(description.accounts ?? ''),
    burst_buffer: description.burst_buffer ?? '',
    comment: description.comment ?? '',
    core_count: numberObject(description.core_cnt),
    duration: numberObject(description.duration),
    end_time: time(description.end_time),
    features: description.features ?? '',
    flags: description.flags ?? [],
    groups: csvList(description.groups ?? ''),
    licenses: csvList(description.licenses ?? ''),
    max_start_delay: numberObject(description.max_start_delay),
    name: description.name ?? '',
    node_count: numberObject(description.node_cnt),
    node_list: expandHostlist(description.node_list ?? ''),
    partition: description.partition ?? '',
    purge_completed: { time: numberObject(description.purge_comp_time) },
    start_time: time(description.start_time),
    tres,
    users: csvList(description.users ?? ''),
  };
}

/** Creates each reservation that is not there yet, and changes each that is. */
async function createOrUpdate(
  context: EndpointContext,
  asked: readonly Asked[],
): Promise<{ reservations: object[] }> {
  const { scheduler, caller, problems } = context;
  // As with nodes: what is not understood changes nothing.
  if (problems.length > 0) throw new Refused(problems.splice(0), { status: 500 });
  const { createReservation, updateReservation } = scheduler;
  if (!scheduler.reservations || !createReservation || !updateReservation)
    throw notOffered(WHAT, '_mod_reservation');
  const { records } = await asking(
    scheduler.reservations(caller),
    'Unable to query reservations',
    'slurm_load_reservations()',
  );
  const existing = new Set(records.map(({ name }) => name.toLowerCase()));
  const done: object[] = [];
  const failed: Problem[] = [];
  for (const one of asked) {
    const said = one.description as ReservationDescription;
    try {
      const isThere = existing.has(said.name.toLowerCase());
      const description = await (isThere ? update(context, said) : create(context, said));
      done.push(shown({ ...one, description }));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      failed.push(...error.problems);
    }
  }
  if (failed.length > 0) throw severalRefused(failed);
  return { reservations: done };
}

async function update(
  { scheduler, caller }: EndpointContext,
  changes: ReservationDescription,
): Promise<ReservationDescription> {
  const said = `Error updating reservation ${changes.name}`;
  await asking(scheduler.updateReservation!(caller, changes), said, 'slurm_update_reservation');
  return changes;
}

/** @returns what was asked for, which may be more than was said */
async function create(
  { scheduler, caller }: EndpointContext,
  said: ReservationDescription,
): Promise<ReservationDescription> {
  const { why, description } = whyNoReservation(said);
  if (why !== undefined) throw new Refused([problem(why, INVALID, 'validate_resv_create_desc')]);
  const source = 'slurm_create_reservation';
  try {
    await asking(
      scheduler.createReservation!(caller, description),
      `Error creating reservation  ${said.name}`,
      source,
    );
  } catch (error) {
    const number = error instanceof Refused ? error.problems[0]!.error_number : 0;
    if (description.node_list !== undefined || !NODES_UNAVAILABLE.includes(number)) throw error;
    const hint = `Error creating reservation ${said.name}. Note, unless nodes are directly requested a reservation must exist in a single partition. If no partition is requested the default partition is assumed.`;
    throw new Refused([problem(hint, number, source)]);
  }
  return description;
}

/** Adds slurmrestd's last word to what could not be read. */
function reading<Result>(source: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const said = problem('Rejecting request. Failure parsing parameters', INVALID_QUERY, source);
    throw new Refused([...error.problems, said]);
  }
}

const nameless = (description: string, source: string) =>
  new Refused([problem(description, INVALID, source)]);

export const postReservation: Endpoint = {
  method: 'POST',
  path: 'reservation',
  id: 'post_reservation',
  summary: 'Create or change a reservation',
  description: 'As scontrol create or update reservation does. Administrators only.',
  since: 43,
  body: 'reservation_desc_msg',
  response: 'openapi_reservation_mod_resp',
  async handler(context) {
    const asked = reading('_parse_resv_desc', () => readReservation(context.body ?? {}, '#/', context));
    if (asked.description.name === undefined)
      throw nameless('Reservation must be given.', '_mod_reservation');
    return createOrUpdate(context, [asked]);
  },
};

export const postReservations: Endpoint = {
  method: 'POST',
  path: 'reservations',
  id: 'post_reservations',
  summary: 'Create or change reservations',
  description: 'As scontrol create or update reservation does, one after the other. Administrators only.',
  since: 43,
  body: 'reservation_mod_req',
  response: 'openapi_reservation_mod_resp',
  async handler(context) {
    const source = '_parse_resv_desc_list';
    const none = 'No reservation descriptions specified in reservations array';
    const asked = reading(source, () => {
      const body = context.body ?? {};
      const reservations = readObject(body, '#/')['reservations'];
      const list = reservations === undefined ? undefined : readList(reservations, '#/reservations/');
      const read = list?.map(([one, at]) => readReservation(one, at, context));
      readFields(body, { fields: MANY, schema: 'RESERVATION_MOD_REQ', at: '#/' }, context);
      return read;
    });
    if (asked === undefined) throw new Refused([problem(none, INVALID_QUERY, source)]);
    if (asked.length === 0) {
      context.warnings.push({ description: none, source });
      return { reservations: [] };
    }
    if (asked.some(({ description }) => description.name === undefined))
      throw nameless('Reservation must be given', '_check_resv_name');
    return createOrUpdate(context, asked);
  },
};

export const deleteReservation: Endpoint = {
  method: 'DELETE',
  path: 'reservation/{reservation_name}',
  id: 'delete_reservation',
  summary: 'Delete a reservation',
  description: 'As scontrol delete reservation does. Administrators, and users it says may.',
  response: 'openapi_resp',
  async handler({ params, scheduler, caller }) {
    const name = pathName(params['reservation_name']!);
    if (typeof name !== 'string') return name;
    const source = 'slurm_delete_reservation';
    if (!scheduler.deleteReservation) throw notOffered(WHAT, source);
    await asking(scheduler.deleteReservation(caller, name), `Error deleting reservation ${name}`, source);
    return {};
  },
};
