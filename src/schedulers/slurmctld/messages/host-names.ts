import { expandHostlist, MAX_HOSTS } from '../../../slurm/hostlist.ts';
import { malformed } from '../wire/reader.ts';

/** The host names of a host list a controller sent; a bad one is the controller's fault, not the user's. */
export function hostNames(expression: string, limit = MAX_HOSTS): string[] {
  try {
    return expandHostlist(expression, limit);
  } catch {
    throw malformed(`it names hosts by "${expression.slice(0, 80)}"`);
  }
}
