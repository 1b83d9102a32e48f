import type { NodeChanges } from '../../../slurm/administration.ts';
import type { Caller } from '../../../slurm/caller.ts';
import { SlurmError } from '../../../slurm/error.ts';
import { expandHostlist } from '../../../slurm/hostlist.ts';
import type { NodeSetting } from '../store/node-settings.ts';
import { requireAdministrator } from './authorise.ts';
import type { Session } from './session.ts';

/** What a state that is asked for makes of a node. */
const STATES: Readonly<Record<string, NonNullable<NodeSetting['state']>>> = {
  DRAIN: 'DRAIN',
  DOWN: 'DOWN',
  RESUME: 'UP',
  UNDRAIN: 'UP',
  IDLE: 'UP',
};
const CHANGEABLE = ['node_names', 'state', 'reason', 'reason_uid', 'comment', 'extra'];

/**
 * Takes nodes out of service and back, and says why. Jobs on them go on; no other starts there.
 * @throws SlurmError `ACCESS_DENIED`, `NODE_UNKNOWN`, `NODE_STATE_INVALID`, `NOT_OFFERED`
 */
export async function updateNodes(session: Session, caller: Caller, changes: NodeChanges): Promise<void> {
  requireAdministrator(caller, 'change nodes');
  const names = expandHostlist(changes.node_names);
  const unknown = names.length === 0 ? '""' : names.find((name) => !session.cluster.nodeIndex.has(name));
  if (unknown !== undefined) throw new SlurmError('NODE_UNKNOWN', { node: unknown });
  for (const [field, value] of Object.entries(changes))
    if (value !== undefined && !CHANGEABLE.includes(field))
      throw new SlurmError('NOT_OFFERED', { field, what: `${field} of nodes that can be changed` });
  const now = Math.floor(Date.now() / 1000);
  const setting = settingOf(changes, caller, now);
  await session.write((transaction) => {
    const { nodes } = transaction;
    const changed = names.map((name) => [name, { ...nodes[name], ...setting }] as const);
    transaction.putNodes({ ...nodes, ...Object.fromEntries(changed) });
  });
  session.wake();
}

function settingOf(changes: NodeChanges, { uid }: Caller, now: number): NodeSetting {
  const { state: words, reason, reason_uid, comment, extra } = changes;
  const [word, ...more] = words ?? [];
  const state = word === undefined ? undefined : STATES[word];
  if (word !== undefined && (state === undefined || more.length > 0))
    throw new SlurmError('NODE_STATE_INVALID', { state: words!.join(',') });
  // In service again, a node has no reason to be out of it.
  const why = reason ?? (state === 'UP' ? '' : undefined);
  return {
    ...(state && { state }),
    ...(why !== undefined && { reason: why, reasonTime: now, reasonUid: reason_uid ?? uid }),
    ...(comment !== undefined && { comment }),
    ...(extra !== undefined && { extra }),
  };
}
