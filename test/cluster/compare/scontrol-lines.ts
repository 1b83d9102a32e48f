import type { Shown } from './comparison.ts';

/** Fields that `-d` repeats for every group of alike nodes of a job. */
const OF_NODES = ['Nodes', 'CPU_IDs', 'Mem', 'GRES'];

/**
 * Reads what `scontrol -o -d show …` prints: a record a line, `Key=value` with blanks in between, and blanks inside
 * of values too. A key is what stands in front of `=` after a blank and begins with a capital, as all of them do.
 * The parts for the nodes of a job are gathered in `nodes`.
 */
export function parseScontrol(output: string): Record<string, unknown>[] {
  return output
    .split('\n')
    .filter((line) => line.includes('='))
    .map(parseLine);
}

function parseLine(line: string): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  const nodes: Record<string, string>[] = [];
  for (const part of line.split(/ +(?=[A-Z][\w/:]*=)/)) {
    const equals = part.indexOf('=');
    const key = part.slice(0, equals);
    const value = part.slice(equals + 1).trim();
    // `Nodes` is a field of partitions too, which have no CPU_IDs.
    if (OF_NODES.includes(key) && line.includes(' CPU_IDs=')) {
      if (key === 'Nodes') nodes.push({});
      nodes.at(-1)![key] = value;
    } else if (key in record) {
      throw new Error(`scontrol shows ${key} twice: ${line}`);
    } else {
      record[key] = value;
    }
  }
  if (nodes.length > 0) record['nodes'] = nodes;
  return record;
}

/** Records by the value of the field that names them. */
export function byField(field: string, records: readonly Shown[]): Map<string, Shown> {
  return new Map(records.map((record) => [String(record[field]), record]));
}
