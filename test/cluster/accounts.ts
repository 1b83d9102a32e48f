import { readFileSync } from 'node:fs';

/** Names by number, read from /etc/passwd or /etc/group of this machine, whose users all clusters share. */
function names(file: string): Map<number, string> {
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return new Map(
    lines.map((line) => {
      const [name = '', , id] = line.split(':');
      return [Number(id), name];
    }),
  );
}

const users = names('/etc/passwd');
const groups = names('/etc/group');

export function userName(uid: number): string {
  return users.get(uid) ?? String(uid);
}

export function groupName(gid: number): string {
  return groups.get(gid) ?? String(gid);
}

/** What another program shows of an account this machine does not know; we show its number, as squeue does. */
export function named<Nothing>(name: string, id: number, nothing: Nothing): string | Nothing {
  return name === String(id) ? nothing : name;
}
