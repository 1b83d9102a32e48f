import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { SlurmError } from '../../slurm/error.ts';
import { readHmacKey } from './token-keys.ts';

/** Bytes of a new key; HS256 gains nothing from more. */
const KEY_BYTES = 32;

/** Where the embedded scheduler keeps the key of its tokens. */
export function embeddedKeyFile(stateDir: string): string {
  return path.join(stateDir, 'jwt_hs256.key');
}

/**
 * Makes the key of a state folder where there is none yet, readable by its owner only. Of several processes
 * that do so at the same time one wins, and all use its key.
 * @throws SlurmError `KEY_FILE_UNUSABLE`
 */
export async function ensureKeyFile(file: string): Promise<void> {
  if (existsSync(file)) return;
  const fresh = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(fresh, randomBytes(KEY_BYTES), { mode: 0o600, flag: 'wx' });
    await link(fresh, file);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code !== 'EEXIST') throw new SlurmError('KEY_FILE_UNUSABLE', { file, problem: `${code}` }, { cause });
  } finally {
    await rm(fresh, { force: true });
  }
}

/**
 * A token as auth/jwt of Slurm makes and takes them, signed with the HMAC key in `keyFile`.
 * @param lifespan seconds
 * @throws SlurmError `KEY_FILE_UNUSABLE`
 */
export async function mintToken(keyFile: string, username: string, lifespan: number): Promise<string> {
  const key = await readHmacKey(keyFile);
  const { SignJWT } = await import('jose');
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ sun: username })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuedAt(now)
    .setExpirationTime(now + lifespan)
    .sign(key);
}
