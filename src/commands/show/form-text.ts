import type { OutputForm } from '../../cli/output-flag.ts';
import { printable } from '../../ui/squeue/printable.ts';
import { actionId, type V1Job } from '../../ui/squeue/v1-job.ts';
import { csvText, recordRows } from '../../ui/table/csv.ts';
import { type RecordKind, recordsOf, type Shown } from './shown.ts';

/** What `--output` prints of records, but for JSON and YAML, which are the answer itself. */
export async function formText(
  shown: Shown,
  form: Exclude<OutputForm, 'json' | 'yaml'>,
  { header }: { readonly header: boolean },
): Promise<string> {
  const records = recordsOf(shown.answer, shown.kind);
  switch (form) {
    case 'table':
      return linesText(shown.table());
    case 'wide':
      return linesText(shown.wide());
    case 'name':
      return linesText(
        (shown.names?.() ?? records.map((record) => nameOf(shown.kind, record))).map((name) =>
          printable(name),
        ),
      );
    case 'csv': {
      if (shown.rows) return csvText(shown.rows());
      const columns = await columnsOf(shown.kind);
      const rows = recordRows(records, columns);
      return csvText(header ? [columns, ...rows] : rows);
    }
  }
}

/** What other commands take for it. */
function nameOf(kind: RecordKind, record: object): string {
  if (kind !== 'jobs') return String((record as { readonly name?: unknown }).name);
  return actionId(record as V1Job);
}

/** The members of a record in the API's order, whoever answers. */
async function columnsOf(kind: RecordKind): Promise<readonly string[]> {
  const fields = {
    jobs: async () => (await import('../../api/v1/job-fields.ts')).jobFields(),
    nodes: async () => (await import('../../api/v1/node-fields.ts')).nodeFields(),
    partitions: async () => (await import('../../api/v1/partition-fields.ts')).partitionFields(),
  };
  return (await fields[kind]()).map(({ key }) => key);
}

function linesText(lines: readonly string[]): string {
  return lines.length > 0 ? `${lines.join('\n')}\n` : '';
}
