import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { SlurmError } from '../slurm/error.ts';

/** Who the client is to a daemon. */
export interface Credentials {
  /** Login name the requests act as. */
  readonly user: string;
  readonly token: string | undefined;
}

/**
 * The token of SLURM_JWT, or of a file, and the user it is for. Without one the user of this process, whom a
 * UNIX socket vouches for.
 * @throws SlurmError `TOKEN_UNREADABLE`
 */
export function readCredentials(tokenFile: string | undefined): Credentials {
  const token = tokenFile === undefined ? process.env['SLURM_JWT']?.trim() : readToken(tokenFile);
  return { user: (token && subjectOf(token)) || userInfo().username, token: token || undefined };
}

/** Headers of every request. */
export function credentialHeaders({ user, token }: Credentials): Record<string, string> {
  return token ? { 'X-SLURM-USER-NAME': user, 'X-SLURM-USER-TOKEN': token } : {};
}

function readToken(file: string): string {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw new SlurmError('TOKEN_UNREADABLE', { file, problem: (cause as Error).message }, { cause });
  }
  // `scontrol token` prints SLURM_JWT=…, and that is what people save.
  const token = text.replace(/^SLURM_JWT=/, '');
  if (/^[\w.-]+$/.test(token)) return token;
  throw new SlurmError('TOKEN_UNREADABLE', { file, problem: 'it holds no token' });
}

/** The `sun` claim, Slurm's user name in a token; it only names, the daemon verifies. */
function subjectOf(token: string): string | undefined {
  try {
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    const user: unknown = claims.sun ?? claims.sub;
    return typeof user === 'string' ? user : undefined;
  } catch {
    return undefined;
  }
}
