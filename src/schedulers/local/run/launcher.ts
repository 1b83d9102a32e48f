import { type ChildProcess, spawn } from 'node:child_process';
import { LAUNCHER_PROGRAM } from './launcher-program.ts';
import { BOOT_ID } from './processes.ts';
import { GETRUSAGE, PRCTL } from './system-calls.ts';

/** The process that forks a shepherd for every job; see launcher-program.ts. */
export interface Launcher {
  /** Sends one start; its first field, the ticket, names it in the events that follow. */
  launch(request: readonly string[]): void;
  /** Takes no more starts and no more events; what runs goes on. */
  close(): void;
}

interface LauncherListener {
  /** `started`, `failed` or `exited`, and the rest of the line. */
  event(ticket: string, name: string, detail: string): void;
  /** The launcher is gone and reads no more starts; its shepherds may still report. */
  gone(cause: Error): void;
}

/** Starts a launcher. Failure to do so is told to {@link LauncherListener.gone}. */
export function openLauncher(perl: string, listener: LauncherListener): Launcher {
  const child = spawn(perl, ['-e', LAUNCHER_PROGRAM, BOOT_ID, String(PRCTL), String(GETRUSAGE)], {
    // Nothing of the leader's environment, folder, terminal or files is left to those who outlive it.
    env: {},
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  child.once('error', listener.gone);
  child.once('exit', (code, signal) => listener.gone(new Error(`the launcher ended (${signal ?? code})`)));
  child.stdin?.on('error', listener.gone);
  readEvents(child, listener);
  return {
    launch(request) {
      child.stdin?.write(frame(request));
    },
    close() {
      child.removeAllListeners().on('error', () => {});
      child.stdin
        ?.removeAllListeners('error')
        .on('error', () => {})
        .end();
      child.stdout?.destroy();
      child.unref();
    },
  };
}

function readEvents(child: ChildProcess, listener: LauncherListener): void {
  let rest = '';
  child.stdout?.setEncoding('latin1').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const [ticket = '', name = '', ...detail] = line.split(' ');
      listener.event(ticket, name, detail.join(' '));
    }
  });
}

/** Length and fields, each field after its own length, as Perl's unpack 'N/a*' reads them. */
function frame(fields: readonly string[]): Buffer {
  const lengths = fields.map((field) => Buffer.byteLength(field));
  const size = lengths.reduce((sum, length) => sum + 4 + length, 0);
  const bytes = Buffer.allocUnsafe(4 + size);
  let at = bytes.writeUInt32BE(size);
  for (const [index, field] of fields.entries()) {
    at = bytes.writeUInt32BE(lengths[index] ?? 0, at);
    at += bytes.write(field, at);
  }
  return bytes;
}
