import type { Authenticator } from '../../src/engine/authenticator.ts';
import type { Connection } from '../../src/engine/connection.ts';

export const PIPE: Connection = { transport: 'pipe', peer: 'pipe:[722494]', user: { uid: 1000, gid: 1000 } };
export const DIRECT: Connection = { transport: 'direct', peer: 'direct', user: { uid: 1000, gid: 1000 } };
export const ROOT: Connection = { transport: 'pipe', peer: 'pipe:[1]', user: { uid: 0, gid: 0 } };
export const TCP: Connection = { transport: 'tcp', peer: '[::1]:49016' };

/** Takes the word of the kernel, as the real local authenticator does. */
export const trustKernel: Authenticator = {
  name: 'local',
  async authenticate(_headers, { user }) {
    return user && { ...user, name: user.uid === 0 ? 'root' : 'nate', credential: 'local' };
  },
};
