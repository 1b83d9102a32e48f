import { isDaemonUrl } from '../../client/remote.ts';
import type { Profile } from './schema.ts';

/** What is wrong with a cluster of the file, and with which of its members. */
export interface ProfileProblem {
  readonly problem: string;
  readonly member?: keyof Profile;
}

const PATHS = ['conf', 'state', 'token-file'] as const;
const TOKENS = ['token-file', 'token-command', 'token-variable'] as const;

/** What a shell would make something else of; here it would be handed to the program as it is. */
const SHELL = /["'`$|&;<>()*?~\\]/;

/** The first thing that is wrong with a cluster beyond its schema, or undefined. */
export function profileProblem(profile: Profile): ProfileProblem | undefined {
  const { url, conf, state, 'token-command': command, 'token-variable': variable } = profile;
  if (url === undefined && conf === undefined && state === undefined)
    return { problem: 'it needs a url, a conf or a state' };
  if (url !== undefined && (conf !== undefined || state !== undefined))
    return { problem: 'it has a url, so it can have neither conf nor state', member: 'url' };
  if (url !== undefined && !isDaemonUrl(url))
    return {
      problem: `"${url}" is not the address of a daemon; write http://HOST:PORT, https://HOST:PORT or unix:/PATH`,
      member: 'url',
    };
  const relative = PATHS.find(
    (member) => profile[member] !== undefined && !/^(\/|~\/)/.test(profile[member]),
  );
  if (relative)
    return { problem: `"${profile[relative]}" is no path that begins with / or ~/`, member: relative };
  const [token, second] = TOKENS.filter((member) => profile[member] !== undefined);
  if (second) return { problem: `there is ${token} already; keep one of them`, member: second };
  if (token && url === undefined)
    return { problem: 'tokens are for daemons, and this cluster has no url', member: token };
  if (typeof command === 'string' && (SHELL.test(command) || command.trim() === ''))
    return {
      problem: 'no shell reads this; write a list of words, for example [sh, -c, "…"]',
      member: 'token-command',
    };
  if (variable !== undefined && !/^[A-Za-z_]\w*$/.test(variable))
    return { problem: `"${variable}" is no name of a variable`, member: 'token-variable' };
  return undefined;
}
