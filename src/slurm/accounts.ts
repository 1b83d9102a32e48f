import { execFile } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { promisify } from 'node:util';
import { monotonicMs } from './monotonic.ts';

/** A user of this machine, as passwd(5) knows it. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  /** The primary group. */
  readonly gid: number;
  readonly home: string;
  readonly shell: string;
}

/** The users of this machine. Unknown users are `undefined`; nothing here rejects. */
export interface Accounts {
  byName(name: string): Promise<Account | undefined>;
  byUid(uid: number): Promise<Account | undefined>;
  /** Every group of the user, the primary one first; see initgroups(3). */
  groups(account: Account): Promise<readonly number[]>;
  groupName?(gid: number): Promise<string | undefined>;
  groupId?(name: string): Promise<number | undefined>;
}

interface AccountsOptions {
  readonly passwdFile?: string;
  readonly groupFile?: string;
  /** Runs a command and gives its stdout; rejects when it fails. */
  readonly command?: (file: string, args: readonly string[]) => Promise<string>;
}

/** A directory service may be slow and may be corrected meanwhile. */
const REMEMBER_MS = 60_000;
/** Of thousands of jobs a second each needs its owner: the files are looked at only so often. */
const LOOK_MS = 1_000;
const COMMAND_TIMEOUT_MS = 10_000;

/**
 * Looks users up in /etc/passwd and /etc/group, and those who are not there (LDAP, SSSD) through
 * getent(1) and id(1). The files are read again within a second of a change, other answers are kept a minute.
 */
export function openAccounts(options: AccountsOptions = {}): Accounts {
  const command = options.command ?? runCommand;
  const passwd = cachedFile(options.passwdFile ?? '/etc/passwd', parsePasswd);
  const group = cachedFile(options.groupFile ?? '/etc/group', parseGroup);
  const remembered = remember();

  const fromService = (key: string): Promise<Account | undefined> =>
    remembered(`passwd ${key}`, async () => parsePasswd(await command('getent', ['passwd', '--', key]))[0]);

  const groupBy = async (key: string, isIt: (entry: Group) => boolean): Promise<Group | undefined> => {
    const local = (await group())?.find(isIt);
    const asked = async () => parseGroup(await command('getent', ['group', '--', key])).find(isIt);
    return local ?? remembered(`group ${key}`, asked);
  };

  return {
    async byName(name) {
      if (!/^[^\s:,/-][^\s:,/]*$/.test(name) || name.includes('\0')) return undefined;
      const local = (await passwd())?.find((account) => account.name === name);
      const found = local ?? (await fromService(name));
      // getent takes "1000" for a uid.
      return found?.name === name ? found : undefined;
    },
    async byUid(uid) {
      const local = (await passwd())?.find((account) => account.uid === uid);
      const found = local ?? (await fromService(String(uid)));
      return found?.uid === uid ? found : undefined;
    },
    async groups({ name, gid }) {
      if ((await passwd())?.some((account) => account.name === name)) {
        const member = (await group())?.filter(({ members }) => members.includes(name)) ?? [];
        return [...new Set([gid, ...member.map((entry) => entry.gid)])];
      }
      const listed = await remembered(`groups ${name}`, async () =>
        (await command('id', ['-G', '--', name])).trim().split(/\s+/).map(Number),
      );
      return [...new Set([gid, ...(listed ?? []).filter(Number.isInteger)])];
    },
    groupName: async (gid) => (await groupBy(String(gid), (entry) => entry.gid === gid))?.name,
    groupId: async (name) => (await groupBy(name, (entry) => entry.name === name))?.gid,
  };
}

/** The users of the machine this process runs on. */
export const accounts: Accounts = openAccounts();

async function runCommand(file: string, args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(file, args, { timeout: COMMAND_TIMEOUT_MS });
  return stdout;
}

function parsePasswd(text: string): Account[] {
  return text.split('\n').flatMap((line) => {
    const [name, , uid, gid, , home, shell] = line.split(':');
    if (!name || !isId(uid) || !isId(gid)) return [];
    return [{ name, uid: Number(uid), gid: Number(gid), home: home ?? '/', shell: shell || '/bin/sh' }];
  });
}

interface Group {
  readonly name: string;
  readonly gid: number;
  readonly members: readonly string[];
}

function parseGroup(text: string): Group[] {
  return text.split('\n').flatMap((line) => {
    const [name = '', , gid, members] = line.split(':');
    return isId(gid) ? [{ name, gid: Number(gid), members: members?.split(',') ?? [] }] : [];
  });
}

function isId(text: string | undefined): text is string {
  return text !== undefined && /^\d+$/.test(text);
}

/** A reader of a parsed file that parses again only when the file has changed; `undefined` without the file. */
function cachedFile<Content>(path: string, parse: (text: string) => Content) {
  let known: { readonly stamp: string; readonly content: Content } | undefined;
  let lookAgain = 0;
  return async (): Promise<Content | undefined> => {
    if (known && monotonicMs() < lookAgain) return known.content;
    lookAgain = monotonicMs() + LOOK_MS;
    try {
      const { ino, size, mtimeMs } = statSync(path);
      const stamp = `${ino} ${size} ${mtimeMs}`;
      if (known?.stamp !== stamp) known = { stamp, content: parse(readFileSync(path, 'utf8')) };
      return known.content;
    } catch {
      known = undefined;
      return undefined;
    }
  };
}

/** Keeps answers for {@link REMEMBER_MS}, failures as `undefined`; asks once however many ask at a time. */
function remember() {
  const answers = new Map<string, { readonly until: number; readonly answer: Promise<unknown> }>();
  return async <Answer>(key: string, ask: () => Promise<Answer>): Promise<Answer | undefined> => {
    const now = Date.now();
    const known = answers.get(key);
    if (known && known.until > now) return known.answer as Promise<Answer | undefined>;
    for (const [old, { until }] of answers) if (until <= now) answers.delete(old);
    const answer = ask().catch(() => undefined);
    answers.set(key, { until: now + REMEMBER_MS, answer });
    return answer;
  };
}
