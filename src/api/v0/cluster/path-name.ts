import { Reply, TEXT } from '../../../engine/reply.ts';

/** Characters that slurmrestd takes in a path. */
const POSSIBLE = /^[\w.~%@-]+$/;

/** A name in a path; a reply where slurmrestd takes the path for none. */
export function pathName(text: string): string | Reply {
  return POSSIBLE.test(text) ? text : new Reply(404, 'Invalid or unknown URL path', TEXT);
}
