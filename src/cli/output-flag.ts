import { string } from '@oclif/core/flags';

/** How records can be printed; what each command has of these, {@link outputFlag} says. */
const FORMS = {
  table: 'lines for people, the default',
  wide: 'with more columns',
  json: 'the answer of the API, as --json',
  yaml: 'the answer of the API',
  csv: 'a row for each record, with the members of the API as columns',
  name: 'ids or names alone, a line each, as other commands take them',
} as const;

export type OutputForm = keyof typeof FORMS;

/** `--output` of a command that prints records in these forms. It has no letter: `-o` is squeue's `--format`. */
export function outputFlag<Form extends OutputForm>(...forms: readonly Form[]) {
  return {
    output: string({
      summary: 'How to print.',
      description: `${forms.map((form) => `${form}: ${FORMS[form]}`).join('; ')}.`,
      options: [...forms],
      helpValue: 'FORM',
      exclusive: ['json'],
    }),
  };
}

/** The form that the flags of a command ask for. */
export function outputForm(flags: {
  readonly output: string | undefined;
  readonly json: boolean;
}): OutputForm {
  return flags.json ? 'json' : ((flags.output as OutputForm | undefined) ?? 'table');
}

/** Whether a command line asks for data, so that its errors have to be data too; it may be wrong otherwise. */
export function asksForData(argv: readonly string[], flags: object): 'json' | 'yaml' | undefined {
  if (argv.includes('--json')) return 'json';
  const { output } = flags as { readonly output?: { readonly options?: readonly string[] } };
  // `--output` of submit is the file of a job.
  if (!output?.options) return undefined;
  const at = argv.findIndex((word) => word === '--output' || word.startsWith('--output='));
  const form = argv[at] === '--output' ? argv[at + 1] : argv[at]?.slice('--output='.length);
  return at >= 0 && (form === 'json' || form === 'yaml') ? form : undefined;
}
