import { cLibrary } from '../../../slurm/c-library.ts';

/** The system calls leading needs that Node has no name for. */
export interface SystemCalls {
  /** Takes the lock of an open file if nobody holds it; flock(2). The kernel frees it when its holder dies. */
  tryLock(fd: number): boolean;
  /** Makes a FIFO for its owner alone unless there is one; mkfifo(3). */
  makeFifo(path: string): void;
}

const LOCK_EX = 2;
const LOCK_NB = 4;
const OWNER_ONLY = 0o600;

let loaded: SystemCalls | undefined;

/** @throws SlurmError `PLATFORM_UNSUPPORTED` */
export function systemCalls(): SystemCalls {
  loaded ??= load();
  return loaded;
}

function load(): SystemCalls {
  const libc = cLibrary('scheduling jobs');
  const flock = libc.func('int flock(int fd, int operation)');
  const mkfifo = libc.func('int mkfifo(const char *path, uint32_t mode)');
  return {
    tryLock: (fd) => flock(fd, LOCK_EX | LOCK_NB) === 0,
    makeFifo(path) {
      // Where it fails for another reason than that it exists, opening it will tell.
      mkfifo(path, OWNER_ONLY);
    },
  };
}
