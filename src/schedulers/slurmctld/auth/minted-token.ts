import { SignJWT } from 'jose';

/** Seconds a minted token lives; it is made anew well before. */
const LIFETIME = 600;
const RENEW_BEFORE = 120;
/** Callers beyond this many are served all the same, their tokens just are not kept. */
const MAX_KEPT = 1000;

/**
 * Makes tokens of auth/jwt with the cluster's own key and keeps them while they last. slurmctld takes the user
 * from the claim `sun`.
 * Source: auth_jwt.c of Slurm; scontrol(1), "token".
 */
export function jwtMint(key: Uint8Array): (userName: string) => Promise<string> {
  const kept = new Map<string, { readonly token: string; readonly renewAt: number }>();
  return async (userName) => {
    const now = Math.floor(Date.now() / 1000);
    const known = kept.get(userName);
    if (known && known.renewAt > now) return known.token;
    const token = await new SignJWT({ sun: userName })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setIssuedAt(now)
      .setExpirationTime(now + LIFETIME)
      .sign(key);
    if (kept.size >= MAX_KEPT) kept.clear();
    kept.set(userName, { token, renewAt: now + LIFETIME - RENEW_BEFORE });
    return token;
  };
}

export interface SlurmTokenClaims {
  readonly uid: number;
  readonly gid: number;
  readonly host: string;
  readonly clusterName: string;
  readonly version: number;
  /** See {@link bodyHash}. */
  readonly payload: Buffer;
  /** The only user who may verify it; `undefined` = anyone with the key. */
  readonly decoder: number | undefined;
}

/** Seconds; the default of Slurm's own daemons. */
const SLURM_TOKEN_LIFETIME = 60;

/**
 * Makes a token of auth/slurm with the key of the cluster, for one message.
 * Source: internal.c and util.c of auth/slurm, releases 24.11 to 26.05.
 */
export function mintSlurmToken(
  key: { readonly bytes: Uint8Array; readonly id: string | undefined },
  { uid, gid, host, clusterName, version, payload, decoder }: SlurmTokenClaims,
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({
    ver: version << 8,
    ruid: decoder ?? 0xffffffff,
    context: 'auth',
    uid,
    gid,
    host,
    cluster: clusterName,
    payload: payload.toString('base64'),
  })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT', ...(key.id !== undefined && { kid: key.id }) })
    .setIssuedAt(now)
    .setExpirationTime(now + SLURM_TOKEN_LIFETIME)
    .sign(key.bytes);
}
