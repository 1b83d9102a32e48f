import { readFile, stat } from 'node:fs/promises';
import type { CryptoKey, JSONWebKeySet, JWTVerifyGetKey } from 'jose';
import { SlurmError } from '../../slurm/error.ts';

/** Files with the keys that tokens may be signed with; `auth/jwt` of Slurm has the same two. */
export interface TokenKeyFiles {
  /** Raw bytes of an HS256 key (AuthAltParameters=jwt_key=). */
  readonly hmac?: string;
  /** A JSON Web Key Set of RS256 keys, chosen by `kid` (AuthAltParameters=jwks=). */
  readonly jwks?: string;
}

/** Fewer bytes than that can be guessed. */
const SHORTEST_KEY = 16;

/** Finds the key of a token, reading the files again when they have changed. */
export interface TokenKeys {
  /** Changes when a key file has changed. */
  stamp(): Promise<string>;
  readonly key: JWTVerifyGetKey;
}

export function tokenKeys({ hmac, jwks }: TokenKeyFiles): TokenKeys {
  const secret = hmac === undefined ? undefined : cached(hmac, readHmacKey);
  const set = jwks === undefined ? undefined : cached(jwks, readKeySet);
  return {
    stamp: async () => `${hmac && (await stampOf(hmac))} ${jwks && (await stampOf(jwks))}`,
    async key(header, token) {
      // One kind of key for one algorithm: a public RSA key must never serve as an HMAC secret.
      if (header.alg === 'HS256' && secret) return secret();
      if (header.alg === 'RS256' && set) return (await set())(header, token) as Promise<CryptoKey>;
      throw new Error(`no key for ${header.alg}`);
    },
  };
}

/**
 * The bytes of an HMAC key file.
 * @throws SlurmError `KEY_FILE_UNUSABLE` when it cannot be read, is too short, or is open to everybody
 */
export async function readHmacKey(file: string): Promise<Uint8Array> {
  const { mode } = await stat(file).catch((cause) => unusable(file, `${cause.code}`, cause));
  if (mode & 0o007) unusable(file, 'everybody may read or write it; chmod 600 it');
  const key = await readFile(file).catch((cause) => unusable(file, `${cause.code}`, cause));
  if (key.length < SHORTEST_KEY) unusable(file, `a key has at least ${SHORTEST_KEY} bytes`);
  return key;
}

async function readKeySet(file: string): Promise<JWTVerifyGetKey> {
  const text = await readFile(file, 'utf8').catch((cause) => unusable(file, `${cause.code}`, cause));
  const { createLocalJWKSet } = await import('jose');
  try {
    return createLocalJWKSet(JSON.parse(text) as JSONWebKeySet);
  } catch (cause) {
    return unusable(file, 'it is not a JSON Web Key Set', cause);
  }
}

function unusable(file: string, problem: string, cause?: unknown): never {
  throw new SlurmError('KEY_FILE_UNUSABLE', { file, problem }, { cause });
}

async function stampOf(file: string): Promise<string> {
  const found = await stat(file).catch(() => undefined);
  return found ? `${found.ino}-${found.size}-${found.mtimeMs}-${found.ctimeMs}` : 'none';
}

/** What `read` makes of a file, until the file changes. */
function cached<Content>(file: string, read: (file: string) => Promise<Content>): () => Promise<Content> {
  let known: { readonly stamp: string; readonly content: Promise<Content> } | undefined;
  return async () => {
    const stamp = await stampOf(file);
    if (known?.stamp !== stamp) {
      known = { stamp, content: read(file) };
      known.content.catch(() => {
        known = undefined;
      });
    }
    return known.content;
  };
}
