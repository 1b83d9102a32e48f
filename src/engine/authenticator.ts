import type { Caller } from '../slurm/caller.ts';
import type { Connection } from './connection.ts';
import type { HeaderFields } from './message.ts';

/**
 * One way of recognising who sends a request. The engine asks its authenticators in order, before it
 * reads anything of the body; when none answers the request is refused with 403.
 */
export interface Authenticator {
  readonly name: 'local' | 'jwt' | 'proxy';
  /**
   * The caller, or `undefined` when the request carries no credentials of this kind (the next one is asked).
   * @throws SlurmError `NOT_AUTHENTICATED` when it carries them and they are wrong
   */
  authenticate(headers: HeaderFields, connection: Connection): Promise<Caller | undefined>;
}
