import { fstatSync } from 'node:fs';
import { posix } from '../posix.ts';

/**
 * Whether standard input is a connection that somebody accepted for this process (inetd(8), xinetd(8),
 * systemd.socket(5) with Accept=yes). Pairs of UNIX sockets are pipes by another name, made by the process that
 * started this one: sshd, a shell, Node.
 */
export function stdinIsConnection(): boolean {
  if (!fstatSync(0).isSocket()) return false;
  const { isUnix, hasName } = posix();
  return !isUnix(0) || hasName(0);
}

/** Whether stderr is that very connection, as inetd makes it: what is logged there would end in an answer. */
export function stderrIsStdin(): boolean {
  const [input, errors] = [fstatSync(0), fstatSync(2)];
  return input.ino === errors.ino && input.dev === errors.dev;
}
