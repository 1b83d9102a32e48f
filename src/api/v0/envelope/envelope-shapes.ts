import { answer, list, object, request, type Shape } from '../openapi/shape.ts';

const NUMBER = {
  'set:boolean': 'There is a number.',
  'infinite:boolean': 'It is without end; the number says nothing.',
};

/** Of numbers that may be missing; in requests the members that are not needed may be left out. */
function numberShape(type: string): Shape {
  return request('A number that may be missing, or without end.', {
    ...NUMBER,
    [`number:${type}`]: 'The number, where there is one.',
  });
}

/** What every answer is made of. Numbers of 32 bits have no sign in Slurm, so they need more room than `int32`. */
export const ENVELOPE_SHAPES: Readonly<Record<string, Shape>> = {
  uint16_no_val_struct: numberShape('int32'),
  uint32_no_val_struct: numberShape('int64'),
  uint64_no_val_struct: numberShape('int64'),
  float64_no_val_struct: numberShape('double'),
  string_array: list('string', 'Texts.'),
  csv_string: list('string', 'Texts; in requests they may be joined by commas instead.'),
  hostlist_string: list('string', 'Names of hosts, or host lists such as `n[1-4]`.'),
  openapi_resp: answer('The envelope alone.', {}),
  openapi_refusal: {
    ...object('A request that was refused or failed; members of the answer may be there as far as they go.', {
      'meta?:openapi_meta': 'Who answers whom; missing where the request did not get that far.',
      'errors:openapi_errors': 'What went wrong.',
      'warnings:openapi_warnings': 'What else is to be said.',
    }),
    open: true,
  },
  openapi_meta: object('Who answers whom, in which version.', {
    'plugin.type:string': 'What slurmrestd calls its plugin for these paths.',
    'plugin.name:string': 'The same in words.',
    'plugin.data_parser:string': 'The version of the API.',
    'plugin.accounting_storage:string': 'Where the cluster keeps its accounting.',
    'client.source:string': 'Where the request came from.',
    'client.user:string': 'User it runs as.',
    'client.group:string': 'Group of that user.',
    'command:string_array': 'Empty; Slurm’s own commands have theirs here.',
    'slurm.version.major:string': 'First part of the release.',
    'slurm.version.micro:string': 'Third part of the release.',
    'slurm.version.minor:string': 'Second part of the release.',
    'slurm.release:string': 'Release of the controller.',
    'slurm.cluster:string': 'Name of the cluster.',
  }),
  openapi_errors: list('openapi_error', 'What went wrong.'),
  openapi_error: object('Something that went wrong.', {
    'description:string': 'What was tried, in words.',
    'error_number:int32': "Slurm's error number.",
    'error:string': "Slurm's words for that number.",
    'source:string': 'Where it was found: a member of the request, or a function.',
  }),
  openapi_warnings: list('openapi_warning', 'What is to be said although nothing went wrong.'),
  openapi_warning: object('Something to be said although nothing went wrong.', {
    'description:string': 'What it is.',
    'source:string': 'Where it was found.',
  }),
};
