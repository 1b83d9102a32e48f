// C0 and C1 controls and the characters that reorder a line: a job's name must not steer the reader's terminal.
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** Text of others made safe for one line of a terminal: every control character becomes `?`. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, '?');
}
