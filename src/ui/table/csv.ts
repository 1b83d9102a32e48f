/** A table as CSV: comma, CRLF, quotes where they are needed. Source: RFC 4180, section 2. */
export function csvText(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/**
 * A row for each record of `/slurm/v1`, below the names of the columns.
 * @param columns members, in the order of the columns; one that a record lacks is empty
 */
export function recordRows(records: readonly object[], columns: readonly string[]): string[][] {
  return records.map((record) =>
    columns.map((column) => cellText((record as Readonly<Record<string, unknown>>)[column])),
  );
}

/** A value in one cell: nothing for what is not set, lists of words with commas, anything deeper as JSON. */
function cellText(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value) && value.every((entry) => typeof entry !== 'object')) return value.join(',');
  return !Array.isArray(value) && Object.keys(value).length === 0 ? '' : JSON.stringify(value);
}
