/** What a kind of error means to each reader of it. */
interface ErrorRow {
  /** Slurm's error number, or one of ours from 9100 up where Slurm has none. */
  readonly errno: number;
  /** HTTP status of an answer that carries it. */
  readonly status: number;
  /** Exit code of a command that ends with it, see {@link EXIT}. */
  readonly exit: number;
  /** What is wrong and what to do next; `{name}` is filled in from the error's details. */
  readonly message: string;
}

/** Exit codes of every command. */
export const EXIT = {
  ok: 0,
  failed: 1,
  usage: 2,
  notFound: 3,
  denied: 4,
  unreachable: 5,
  jobFailed: 6,
  interrupted: 130,
} as const;

/**
 * Every error a user can meet. Messages are one or two sentences: what is wrong, then how to mend it.
 * Numbers: slurm_errno.h where Slurm has one.
 */
export const ERRORS = {
  // Requests
  PATH_UNKNOWN: {
    errno: 9006,
    status: 404,
    exit: EXIT.notFound,
    message: 'No such path: {path}. GET /openapi lists every path of this API.',
  },
  METHOD_NOT_ALLOWED: {
    errno: 9007,
    status: 405,
    exit: EXIT.failed,
    message: '{path} does not answer {method}. It answers {allow}.',
  },
  NOT_ACCEPTABLE: {
    errno: 9101,
    status: 406,
    exit: EXIT.failed,
    message: 'Nothing in Accept: {accept} can be produced. Ask for application/json or application/yaml.',
  },
  MEDIA_TYPE_UNSUPPORTED: {
    errno: 9102,
    status: 415,
    exit: EXIT.failed,
    message: 'A body of type {type} cannot be read. Send application/json or application/yaml.',
  },
  BODY_TOO_LARGE: {
    errno: 9103,
    status: 413,
    exit: EXIT.failed,
    message:
      'The body is larger than {limit} bytes. Send a smaller one, or keep data in files the job reads.',
  },
  BODY_MALFORMED: {
    errno: 9001,
    status: 400,
    exit: EXIT.failed,
    message: 'The body is not valid {format}: {detail}.',
  },
  FIELD_INVALID: {
    errno: 9002,
    status: 400,
    exit: EXIT.usage,
    message: '{field}: {problem}.',
  },
  FIELD_UNKNOWN: {
    errno: 9002,
    status: 400,
    exit: EXIT.usage,
    message: 'Unknown field {field}.{hint}',
  },
  ACCESS_DENIED: {
    errno: 2002,
    status: 403,
    exit: EXIT.denied,
    message: '{who} may not {what}. Only the owner and administrators may.',
  },
  NOT_AUTHENTICATED: {
    errno: 9008,
    status: 403,
    exit: EXIT.denied,
    message:
      'Authentication failed. Send X-SLURM-USER-TOKEN with X-SLURM-USER-NAME, or use a UNIX socket as a local user.',
  },
  INTERNAL: {
    errno: 2090,
    status: 500,
    exit: EXIT.failed,
    message:
      'Internal error ({reference}). The daemon goes on; please report it with the log line of that name.',
  },
  // Set-up
  OPERATION_CLASH: {
    errno: 9130,
    status: 500,
    exit: EXIT.usage,
    message: 'Two operations claim {what}. Rename one, or load only one of the plugins.',
  },
  PLUGIN_BROKEN: {
    errno: 9131,
    status: 500,
    exit: EXIT.usage,
    message: 'The plugin {file} cannot be used: {problem}.',
  },
  // Jobs
  JOB_ID_MALFORMED: {
    errno: 2017,
    status: 400,
    exit: EXIT.usage,
    message: '"{text}" is not a job id. Write 1202, 1202_5, 1202_[3-5] or 118+1.',
  },
  ARRAY_INVALID: {
    errno: 2081,
    status: 400,
    exit: EXIT.usage,
    message: '"{text}" does not name array tasks: {problem}.',
  },
  JOB_UNKNOWN: {
    errno: 2017,
    status: 404,
    exit: EXIT.notFound,
    message: 'No job {job}. It never existed, or it ended too long ago to be remembered.',
  },
  // Configuration and host lists
  CONF_UNREADABLE: {
    errno: 9110,
    status: 500,
    exit: EXIT.usage,
    message: 'Cannot read {file}: {problem}. Give the right file with -f FILE or in SLURM_CONF.',
  },
  CONF_MALFORMED: {
    errno: 9111,
    status: 500,
    exit: EXIT.usage,
    message: '{where}: {problem}.',
  },
  HOSTLIST_INVALID: {
    errno: 2018,
    status: 400,
    exit: EXIT.usage,
    message: '"{text}" is not a host list: {problem}. Write host[1-4,07-09] or names with commas.',
  },
  // Commands
  USAGE: {
    errno: 9130,
    status: 400,
    exit: EXIT.usage,
    message: '{problem} See slurmrest {command} --help.',
  },
  COMMAND_UNKNOWN: {
    errno: 9131,
    status: 400,
    exit: EXIT.usage,
    message: '{command} is not a command of slurmrest. {hint}',
  },
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof ERRORS;
