import { userName } from '../../record/names.ts';

/** Login name of a uid; `''` where there is none. */
export function userText(uid: number | undefined): string {
  if (uid === undefined) return '';
  const name = userName(uid);
  return name === String(uid) ? '' : name;
}
