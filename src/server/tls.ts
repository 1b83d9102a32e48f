import { readFileSync } from 'node:fs';
import { createSecureContext, type TlsOptions } from 'node:tls';
import { SlurmError } from '../slurm/error.ts';

/** PEM files. */
export interface TlsFiles {
  readonly cert: string;
  readonly key: string;
  /** Certificate authorities of the clients; with them only clients with a certificate of theirs are heard. */
  readonly ca?: string;
}

/**
 * Reads certificates and checks that they fit together.
 * @throws SlurmError `TLS_FILES_UNUSABLE`
 */
export function readTls({ cert, key, ca }: TlsFiles): TlsOptions {
  const options: TlsOptions = {
    cert: read(cert),
    key: read(key),
    minVersion: 'TLSv1.2',
    ...(ca !== undefined && { ca: read(ca), requestCert: true, rejectUnauthorized: true }),
  };
  try {
    createSecureContext(options);
  } catch (cause) {
    const problem = `${cert} and ${key}: ${(cause as Error).message}`;
    throw new SlurmError('TLS_FILES_UNUSABLE', { problem }, { cause });
  }
  return options;
}

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    const problem = `${file}: ${(cause as NodeJS.ErrnoException).code}`;
    throw new SlurmError('TLS_FILES_UNUSABLE', { problem }, { cause });
  }
}
