import type { JWTPayload } from 'jose';

/**
 * The user a token is about: `sun`, else `username`, else the claim a site chose (auth/jwt of Slurm:
 * AuthAltParameters=userclaimfield=). Undefined when there is none.
 */
export function tokenUser(claims: JWTPayload, userClaim?: string): string | undefined {
  const names = userClaim === undefined ? ['sun', 'username'] : [userClaim, 'sun', 'username'];
  const value = names.map((name) => claims[name]).find((candidate) => candidate !== undefined);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
