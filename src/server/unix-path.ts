import { lstat, stat, unlink } from 'node:fs/promises';
import { connect } from 'node:net';
import { dirname } from 'node:path';
import { SlurmError } from '../slurm/error.ts';

/**
 * Makes room for a UNIX socket at `path`: what a daemon that died left behind is removed, everything else stays.
 * @throws SlurmError `ADDRESS_TAKEN` when somebody listens there, `LISTEN_FAILED` when something else is in the way
 */
export async function clearUnixPath(path: string, address: string): Promise<void> {
  // Listening in a folder that is not there fails as if it were forbidden.
  await stat(dirname(path)).catch((cause: NodeJS.ErrnoException) => {
    const problem = `its folder cannot be used (${cause.code}); make it first`;
    throw new SlurmError('LISTEN_FAILED', { address, problem }, { cause });
  });
  const found = await lstat(path).catch(() => undefined);
  if (!found) return;
  if (!found.isSocket())
    throw new SlurmError('LISTEN_FAILED', { address, problem: 'a file that is no socket is in the way' });

  const answered = await attempt(path);
  if (answered === 'ECONNREFUSED') {
    await unlink(path).catch((cause: NodeJS.ErrnoException) => {
      const problem = `a dead socket is in the way and cannot be removed (${cause.code})`;
      throw new SlurmError('LISTEN_FAILED', { address, problem }, { cause });
    });
  } else if (answered !== 'ENOENT') {
    // Connected, or not allowed to: either way the socket is somebody's.
    throw new SlurmError('ADDRESS_TAKEN', { address });
  }
}

/** The error code of connecting to `path`, undefined when somebody answers. */
function attempt(path: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(undefined);
    });
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code));
  });
}
