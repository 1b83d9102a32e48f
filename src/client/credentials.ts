import { userInfo } from 'node:os';
import { readToken, type TokenSource } from './token-source.ts';

/** Who the client is to a daemon. */
export interface Credentials {
  /** Login name the requests act as. */
  readonly user: string;
  readonly token: string | undefined;
  /** UNIX seconds from which the token is no longer valid; undefined = it does not say. */
  readonly expires: number | undefined;
}

/** Seconds before its end from which a token is read again. */
const MARGIN = 30;
/** Seconds for which a token is used that has ended, or nearly: the daemon's clock may differ. */
const RETRY = 10;

/**
 * Keeps the credentials of a source, in memory only, and takes new ones from it when their token has expired.
 * Without a token the user is the one of this process, whom a UNIX socket vouches for.
 */
export class CredentialKeeper {
  readonly source: TokenSource;
  readonly #onRead: (credentials: Credentials) => void;
  readonly #clock: () => number;
  #reading: Promise<Credentials> | undefined;
  /** UNIX seconds. */
  #usableUntil = Number.POSITIVE_INFINITY;

  /**
   * @param onRead is handed credentials when their token is seen first
   * @param clock UNIX seconds
   */
  constructor(
    source: TokenSource,
    onRead: (credentials: Credentials) => void = () => {},
    clock: () => number = () => Date.now() / 1000,
  ) {
    this.source = source;
    this.#onRead = onRead;
    this.#clock = clock;
  }

  /** @throws SlurmError `TOKEN_UNREADABLE`, `TOKEN_COMMAND_FAILED` */
  current(): Promise<Credentials> {
    if (this.#clock() >= this.#usableUntil) this.#reading = this.#read(this.#reading);
    this.#reading ??= this.#read(undefined);
    return this.#reading;
  }

  /** Headers of a request. */
  readonly headers = async () => credentialHeaders(await this.current());

  async #read(before: Promise<Credentials> | undefined): Promise<Credentials> {
    this.#usableUntil = Number.POSITIVE_INFINITY;
    try {
      const token = await readToken(this.source);
      const credentials = { token, ...claimsOf(token) };
      if (credentials.expires !== undefined)
        this.#usableUntil = Math.max(credentials.expires - MARGIN, this.#clock() + RETRY);
      if (token !== (await before)?.token) this.#onRead(credentials);
      return credentials;
    } catch (error) {
      this.#reading = undefined;
      throw error;
    }
  }
}

/** Headers of a request. */
export function credentialHeaders({
  user,
  token,
}: Pick<Credentials, 'user' | 'token'>): Readonly<Record<string, string>> {
  return token ? { 'X-SLURM-USER-NAME': user, 'X-SLURM-USER-TOKEN': token } : {};
}

/** Slurm's user name in a token (`sun`) and its end; they only tell, the daemon verifies. */
function claimsOf(token: string | undefined): Omit<Credentials, 'token'> {
  let claims: Record<string, unknown> = {};
  try {
    const parsed: unknown = JSON.parse(Buffer.from(token?.split('.')[1] ?? '', 'base64url').toString());
    if (typeof parsed === 'object' && parsed !== null) claims = parsed as typeof claims;
  } catch {
    // No JWT: a proxy may know what it is.
  }
  const { sun, sub, exp } = claims;
  const user = [sun, sub].find((name) => typeof name === 'string' && name !== '') as string | undefined;
  return { user: user ?? userInfo().username, expires: typeof exp === 'number' ? exp : undefined };
}
