import { cLibrary } from '../../../slurm/c-library.ts';
import { SlurmError } from '../../../slurm/error.ts';

/** Who the service at the other end of a UNIX socket shall see. */
export interface PeerIdentity {
  readonly uid: number;
  readonly gid: number;
}

/** Numbers of setresuid(2) and setresgid(2). Source: syscall(2), the kernel's tables. */
const CALLS: Readonly<Record<string, { setresuid: number; setresgid: number }>> = {
  x64: { setresuid: 117, setresgid: 119 },
  arm64: { setresuid: 147, setresgid: 149 },
  riscv64: { setresuid: 147, setresgid: 149 },
};

type Syscall = (number: number, ...typed: (string | number)[]) => number;
let syscall: Syscall | undefined;

/**
 * Runs `action`, which must be synchronous, with the effective user and group of this one thread changed: what
 * it connects is connected as that user, with no window in which other threads' files could be opened so.
 * process.seteuid() would change every thread. Root only.
 * @throws SlurmError `IDENTITY_UNAVAILABLE`, `PLATFORM_UNSUPPORTED`
 */
export function asPeer<Result>(identity: PeerIdentity | undefined, action: () => Result): Result {
  if (!identity) return action();
  const calls = CALLS[process.arch];
  if (!calls) {
    throw new SlurmError('IDENTITY_UNAVAILABLE', {
      user: identity.uid,
      problem: `switching users is not known on ${process.arch}`,
    });
  }
  syscall ??= cLibrary('switching users').func('long syscall(long number, ...)') as Syscall;
  // The real and saved ids stay: they are the way back.
  const set = (number: number, id: number): boolean =>
    syscall!(number, 'int', -1, 'int', id | 0, 'int', -1) === 0;
  const own = { uid: process.geteuid!(), gid: process.getegid!() };
  try {
    if (!set(calls.setresgid, identity.gid) || !set(calls.setresuid, identity.uid)) {
      throw new SlurmError('IDENTITY_UNAVAILABLE', {
        user: identity.uid,
        problem: 'the kernel refused the change',
      });
    }
    return action();
  } finally {
    // Going on as somebody else is the one thing that must not happen.
    if (!set(calls.setresuid, own.uid) || !set(calls.setresgid, own.gid)) process.abort();
  }
}
