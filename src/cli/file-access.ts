import { statSync } from 'node:fs';

/** True where somebody but the user and root owns a file or may write to it. */
export function writableByOthers(file: string): boolean {
  const { uid, mode } = statSync(file);
  return (uid !== 0 && uid !== process.geteuid?.()) || (mode & 0o022) !== 0;
}

/** True where a file, which is no pipe, may be read by others than its owner. */
export function readableByOthers(file: string): boolean {
  const status = statSync(file);
  return status.isFile() && (status.mode & 0o044) !== 0;
}
