import type { Administration } from '../../slurm/administration.ts';
import type { Caller } from '../../slurm/caller.ts';
import { askFor, command } from './connection/ask.ts';
import type { Sender } from './connection/controller.ts';
import type { Controllers } from './connection/controllers.ts';
import * as requests from './messages/administration.ts';
import type { Request } from './messages/request.ts';
import { malformed } from './wire/reader.ts';

/** What slurmctld lets administrators do; it decides who they are by the caller's own credential. */
export function administration(
  controllers: Controllers,
  senderFor: (caller: Caller) => Sender,
): Administration {
  const carryOut = (caller: Caller, request: Request, subject = ''): Promise<void> =>
    command(controllers, request, senderFor(caller), subject);
  return {
    updateNodes: (caller, changes) => carryOut(caller, requests.updateNodes(changes), changes.node_names),
    createNodes: (caller, line) => carryOut(caller, requests.createNodes(line)),
    deleteNodes: (caller, names) => carryOut(caller, requests.deleteNodes(names), names),
    async createReservation(caller, reservation) {
      const request = requests.createReservation(reservation);
      const { name } = reservation;
      const body = await askFor('RESPONSE_CREATE_RESERVATION', controllers, request, senderFor(caller), name);
      if (!body) throw malformed('it says "no change" to what is to be changed');
      return body.reader.string();
    },
    updateReservation: (caller, changes) =>
      carryOut(caller, requests.updateReservation(changes), changes.name),
    deleteReservation: (caller, name) => carryOut(caller, requests.deleteReservation(name), name),
    createPartition: (caller, partition) =>
      carryOut(caller, requests.createPartition(partition), partition.name),
    updatePartition: (caller, changes) => carryOut(caller, requests.updatePartition(changes), changes.name),
    deletePartition: (caller, name) => carryOut(caller, requests.deletePartition(name), name),
    reconfigure: (caller) => carryOut(caller, requests.reconfigure()),
  };
}
