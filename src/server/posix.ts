import { cLibrary } from '../slurm/c-library.ts';

/** The system calls Node has no name for. */
export interface Posix {
  /** Who connected the other end of a UNIX socket: SO_PEERCRED of unix(7), or undefined on any other socket. */
  peerCredentials(fd: number): { pid: number; uid: number; gid: number } | undefined;
  /** Whether a socket waits for connections rather than being one: SO_ACCEPTCONN of socket(7). */
  isListening(fd: number): boolean;
  /** Whether `fd` is a socket for streams of bytes: SOCK_STREAM of socket(2). */
  isSocket(fd: number): boolean;
  /** Whether `fd` is a UNIX socket: AF_UNIX of unix(7). */
  isUnix(fd: number): boolean;
  /** Whether a UNIX socket has a name in the file system, as those accepted from a listener have. */
  hasName(fd: number): boolean;
  /** Keeps `fd` from the programs this process starts: FD_CLOEXEC of fcntl(2). */
  closeOnExec(fd: number): void;
}

const SOL_SOCKET = 1;
const SO_TYPE = 3;
const SOCK_STREAM = 1;
const SO_PEERCRED = 17;
const SO_ACCEPTCONN = 30;
const SO_DOMAIN = 39;
const F_SETFD = 2;
const FD_CLOEXEC = 1;
const AF_UNIX = 1;

let loaded: Posix | undefined;

/**
 * Loads the calls from the C library, once; only what meets UNIX sockets or inherited ones asks for it.
 * @throws SlurmError `PLATFORM_UNSUPPORTED`
 */
export function posix(): Posix {
  loaded ??= load();
  return loaded;
}

function load(): Posix {
  const libc = cLibrary('UNIX socket credentials');
  const getsockopt = libc.func(
    'int getsockopt(int, int, int, _Out_ uint8_t *value, _Inout_ uint32_t *length)',
  );
  const getsockname = libc.func('int getsockname(int, _Out_ uint8_t *address, _Inout_ uint32_t *length)');
  const fcntl = libc.func('int fcntl(int, int, ...)');

  /** The option's bytes as native integers, or undefined when the call fails. */
  const option = (fd: number, name: number, count: number): Int32Array | undefined => {
    const value = new Int32Array(count);
    const length = [value.byteLength];
    const failed = getsockopt(fd, SOL_SOCKET, name, new Uint8Array(value.buffer), length) !== 0;
    return failed || length[0] !== value.byteLength ? undefined : value;
  };

  const isUnix = (fd: number): boolean => option(fd, SO_DOMAIN, 1)?.[0] === AF_UNIX;

  return {
    peerCredentials(fd) {
      if (!isUnix(fd)) return undefined;
      const credentials = option(fd, SO_PEERCRED, 3);
      if (!credentials) return undefined;
      const [pid = 0, uid = -1, gid = -1] = credentials;
      // (uid_t)-1 is the kernel's "nobody told me".
      return uid === -1 ? undefined : { pid, uid: uid >>> 0, gid: gid >>> 0 };
    },
    isListening: (fd) => option(fd, SO_ACCEPTCONN, 1)?.[0] === 1,
    isSocket: (fd) => option(fd, SO_TYPE, 1)?.[0] === SOCK_STREAM,
    isUnix,
    hasName(fd) {
      const address = new Uint8Array(110);
      const length = [address.length];
      // An unnamed socket's address is its family alone, two bytes.
      return getsockname(fd, address, length) === 0 && (length[0] ?? 0) > 2;
    },
    closeOnExec(fd) {
      fcntl(fd, F_SETFD, 'int', FD_CLOEXEC);
    },
  };
}
