import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { Socket } from 'node:net';
import type { SystemCalls } from './system-calls.ts';

/** Wakes the process that schedules; false when there is none. A FIFO tells: it has a reader or it has not. */
export function ring(path: string): boolean {
  let fd: number | undefined;
  try {
    fd = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
    writeSync(fd, '!');
    return true;
  } catch (error) {
    // Full: it has been rung often enough.
    return (error as NodeJS.ErrnoException).code === 'EAGAIN';
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

export interface Doorbell {
  close(): void;
}

/** Hears {@link ring}. From the moment this returns until it is closed, rings succeed. */
export function answerDoorbell(path: string, calls: SystemCalls, heard: () => void): Doorbell {
  calls.makeFifo(path);
  // Open for writing as well, so that the end of one ringer is not the end of the file.
  const fd = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  const socket = new Socket({ fd, readable: true, writable: false });
  socket.on('data', heard);
  socket.on('error', heard);
  return { close: () => socket.destroy() };
}
