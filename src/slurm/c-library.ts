import { createRequire } from 'node:module';
import type Koffi from 'koffi';
import { SlurmError } from './error.ts';

type CLibrary = ReturnType<typeof Koffi.load>;

let library: CLibrary | undefined;

/**
 * The C library this process runs on, for the system calls Node has no name for. It is loaded once, which takes some
 * milliseconds, when somebody first needs it.
 * @param what cannot be done without it, for the message
 * @throws SlurmError `PLATFORM_UNSUPPORTED` where the native part of koffi is missing
 */
export function cLibrary(what: string): CLibrary {
  try {
    library ??= (createRequire(import.meta.url)('koffi') as typeof Koffi).load(null);
    return library;
  } catch (cause) {
    throw new SlurmError('PLATFORM_UNSUPPORTED', { what }, { cause });
  }
}
