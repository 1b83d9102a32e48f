import { expect, test } from 'vitest';
import { parseMoment } from '../../src/slurm/moment.ts';

/** A Wednesday, 14:30 local time. */
const NOW = new Date(2026, 6, 1, 14, 30, 0);
const at = (...parts: [number, number, number, number?, number?, number?]) =>
  new Date(parts[0], parts[1] - 1, parts[2], parts[3] ?? 0, parts[4] ?? 0, parts[5] ?? 0).getTime() / 1000;
const now = NOW.getTime() / 1000;

test.each([
  ['now', now],
  ['now+90', now + 90],
  ['now+1hour', now + 3600],
  ['now + 30 minutes', now + 1800],
  ['now+2days', now + 2 * 86_400],
  ['now+1week', now + 604_800],
  ['16:00', at(2026, 7, 1, 16)],
  ['16:00:05', at(2026, 7, 1, 16, 0, 5)],
  ['4:30pm', at(2026, 7, 1, 16, 30)],
  ['4:30 PM', at(2026, 7, 1, 16, 30)],
  ['12:00am', at(2026, 7, 2)],
  ['10:00', at(2026, 7, 2, 10)],
  ['noon', at(2026, 7, 2, 12)],
  ['midnight', at(2026, 7, 2)],
  ['teatime', at(2026, 7, 1, 16)],
  ['fika', at(2026, 7, 1, 15)],
  ['today', at(2026, 7, 1)],
  ['tomorrow', at(2026, 7, 2)],
  ['tomorrow 08:00', at(2026, 7, 2, 8)],
  ['noon tomorrow', at(2026, 7, 2, 12)],
  ['2027-01-31', at(2027, 1, 31)],
  ['2027-01-31T16:00', at(2027, 1, 31, 16)],
  ['2027-01-31 16:00:09', at(2027, 1, 31, 16, 0, 9)],
  ['0702', at(2026, 7, 2)],
  ['07/02', at(2026, 7, 2)],
  ['06/30', at(2027, 6, 30)],
  ['07/02/27', at(2027, 7, 2)],
  ['07.02.2027', at(2027, 7, 2)],
  ['uts1568158776', 1568158776],
])('%s', (text, seconds) => expect(parseMoment(text, NOW)).toBe(seconds));

test.each([
  '',
  'soon',
  '25:00',
  '13:00pm',
  '2026-02-30',
  '2026-13-01',
  'now+1fortnight',
  'noon noon',
  'today tomorrow',
  'a b c',
])('%j is no moment', (text) => expect(parseMoment(text, NOW)).toBeUndefined());
