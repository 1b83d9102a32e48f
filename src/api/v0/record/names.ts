import { accounts } from '../../../slurm/accounts.ts';

/** Ids that are not remembered any more, so that a cluster that makes them up cannot fill the memory. */
const MOST = 100_000;

const users = new Map<number, string>();
const groups = new Map<number, string>();

/** Login name; the number where this machine knows no such user, as Slurm's own programs write it. */
export function userName(uid: number): string {
  return users.get(uid) ?? String(uid);
}

/** Name of a group; `''` where this machine knows none. */
export function groupName(gid: number): string {
  return groups.get(gid) ?? '';
}

/** Looks up, before records are written, the names they need. */
export async function knowUsers(uids: Iterable<number | undefined>): Promise<void> {
  await know(users, uids, async (uid) => (await accounts.byUid(uid))?.name);
}

/** The same for groups. */
export async function knowGroups(gids: Iterable<number | undefined>): Promise<void> {
  await know(groups, gids, async (gid) => accounts.groupName?.(gid));
}

async function know(
  names: Map<number, string>,
  ids: Iterable<number | undefined>,
  look: (id: number) => Promise<string | undefined>,
): Promise<void> {
  const missing = new Set<number>();
  for (const id of ids) if (id !== undefined && !names.has(id)) missing.add(id);
  if (missing.size === 0) return;
  if (names.size > MOST) names.clear();
  const found = await Promise.all([...missing].map(async (id) => [id, await look(id)] as const));
  for (const [id, name] of found) if (name !== undefined) names.set(id, name);
}
