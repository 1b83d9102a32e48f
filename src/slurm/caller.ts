/** Who an operation runs as, once authentication has decided it. */
export interface Caller {
  readonly uid: number;
  readonly gid: number;
  /** Login name; the decimal uid where the user has none. */
  readonly name: string;
  /** How the caller was recognised. */
  readonly credential: 'local' | 'token' | 'proxy';
  /** The caller's own token, to be passed through to a real cluster. */
  readonly token?: string;
}
