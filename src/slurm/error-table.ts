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
    errno: 9159,
    status: 500,
    exit: EXIT.usage,
    message: 'Two operations claim {what}. Rename one, or load only one of the plugins.',
  },
  PLUGIN_BROKEN: {
    errno: 9160,
    status: 500,
    exit: EXIT.usage,
    message: 'The plugin {file} cannot be used: {problem}.',
  },
  CLI_FILTER_UNUSABLE: {
    errno: 9161,
    status: 500,
    exit: EXIT.failed,
    message: 'The cli_filter {file} cannot be used: {problem}.',
  },
  CLI_FILTER_REFUSED: {
    errno: 9162,
    status: 400,
    exit: EXIT.failed,
    message: "The site's cli_filter refused the job: {reason}",
  },
  CLI_FILTER_FAILED: {
    errno: 9163,
    status: 500,
    exit: EXIT.failed,
    message:
      "The site's cli_filter failed, so the job was not submitted: {problem}. Tell the administrator of the site.",
  },
  // Authentication
  TOKEN_REFUSED: {
    errno: 9008,
    status: 403,
    exit: EXIT.denied,
    message:
      'The token was refused: {reason}. `slurmrest token`, or `scontrol token` on a cluster, makes a new one.',
  },
  USER_UNKNOWN: {
    errno: 9008,
    status: 403,
    exit: EXIT.denied,
    message: 'This machine knows no user {user}.',
  },
  USER_MISMATCH: {
    errno: 9008,
    status: 403,
    exit: EXIT.denied,
    message:
      'These are the credentials of {user}, who may not act as {wanted}. Leave the user name out, or send your own.',
  },
  PROXY_NAMES_NOBODY: {
    errno: 9008,
    status: 403,
    exit: EXIT.denied,
    message: 'X-SLURM-API-KEY came without a user. Have the proxy send X-SLURM-USER-NAME or X-SLURM-USER-ID.',
  },
  KEY_FILE_UNUSABLE: {
    errno: 9140,
    status: 500,
    exit: EXIT.failed,
    message: 'The key file {file} cannot be used: {problem}.',
  },
  AUTH_TYPE_UNKNOWN: {
    errno: 9141,
    status: 500,
    exit: EXIT.usage,
    message: 'There is no authentication type "{type}". Choose among {known}.',
  },
  AUTH_TYPE_UNCONFIGURED: {
    errno: 9142,
    status: 500,
    exit: EXIT.usage,
    message: 'Authentication type {type} cannot work: {problem}.',
  },
  TLS_FILES_UNUSABLE: {
    errno: 9143,
    status: 500,
    exit: EXIT.failed,
    message: 'The certificate files cannot be used: {problem}.',
  },
  IDENTITY_REFUSED: {
    errno: 9144,
    status: 500,
    exit: EXIT.failed,
    message: 'Cannot become {who}: {problem}.',
  },
  ROOT_REFUSED: {
    errno: 9145,
    status: 500,
    exit: EXIT.failed,
    message:
      'Not serving as {user}: whoever got past the authentication could {risk}. Run it as another user (--user), or say --allow-root if it is meant.',
  },
  NO_TOKENS: {
    errno: 9146,
    status: 500,
    exit: EXIT.failed,
    message: 'The cluster {cluster} hands out no tokens.',
  },
  // HTTP
  HTTP_MALFORMED: {
    errno: 9120,
    status: 400,
    exit: EXIT.failed,
    message: 'This is not a valid HTTP request: {problem}.',
  },
  HTTP_VERSION: {
    errno: 9121,
    status: 505,
    exit: EXIT.failed,
    message: 'HTTP/{version} is not spoken here. Use HTTP/1.1.',
  },
  TRANSFER_CODING: {
    errno: 9122,
    status: 501,
    exit: EXIT.failed,
    message: 'A body in Transfer-Encoding: {coding} cannot be read. Send it chunked, or with Content-Length.',
  },
  HEAD_TOO_LARGE: {
    errno: 9123,
    status: 431,
    exit: EXIT.failed,
    message: 'Request line and headers are larger than {limit} bytes. Send fewer or shorter headers.',
  },
  REQUEST_TIMEOUT: {
    errno: 9124,
    status: 408,
    exit: EXIT.unreachable,
    message: 'The request took too long to arrive. Send it in one go.',
  },
  PIPELINE_TOO_LONG: {
    errno: 9125,
    status: 429,
    exit: EXIT.failed,
    message: 'More than {limit} requests wait on this connection. Wait for answers before sending more.',
  },
  STREAMS_EXHAUSTED: {
    errno: 9127,
    status: 429,
    exit: EXIT.failed,
    message: '{user} reads {limit} streams already. Close one before opening another.',
  },
  CONNECTIONS_EXHAUSTED: {
    errno: 9126,
    status: 503,
    exit: EXIT.unreachable,
    message: 'All {limit} connections are in use. Try again in a moment.',
  },
  // Listening
  ADDRESS_MALFORMED: {
    errno: 9150,
    status: 400,
    exit: EXIT.usage,
    message:
      '"{address}" is not an address to listen on: {problem}. Write host:port, [::1]:port, :port or unix:/path.',
  },
  ADDRESS_UNKNOWN: {
    errno: 9151,
    status: 500,
    exit: EXIT.failed,
    message: 'No address is known for the host of {address}. Check its spelling, or write the IP address.',
  },
  ADDRESS_FOREIGN: {
    errno: 9152,
    status: 500,
    exit: EXIT.failed,
    message: '{address} is not an address of this machine. `ip address` lists those it has.',
  },
  ADDRESS_TAKEN: {
    errno: 9153,
    status: 500,
    exit: EXIT.failed,
    message:
      'Something else listens on {address} already. Stop it (`ss -ltnpx` names it), or choose another address.',
  },
  ADDRESS_DENIED: {
    errno: 9154,
    status: 500,
    exit: EXIT.failed,
    message: 'This user may not listen on {address}. Take a port from 1024 up, or a folder you may write to.',
  },
  LISTEN_FAILED: {
    errno: 9156,
    status: 500,
    exit: EXIT.failed,
    message: 'Cannot listen on {address}: {problem}.',
  },
  ACTIVATION_BROKEN: {
    errno: 9157,
    status: 500,
    exit: EXIT.failed,
    message: 'The sockets handed over by the service manager cannot be used: {problem}.',
  },
  PLATFORM_UNSUPPORTED: {
    errno: 9158,
    status: 500,
    exit: EXIT.failed,
    message:
      'This machine cannot do {what}: the native part of koffi is missing. Reinstall with optional packages.',
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
  JOB_PARTITION_UNKNOWN: {
    errno: 2000,
    status: 400,
    exit: EXIT.failed,
    message: 'There is no partition {name}. Ask for one of: {known}.',
  },
  PARTITION_CLOSED: {
    errno: 2070,
    status: 409,
    exit: EXIT.failed,
    message: 'Partition {name} takes no jobs now (state {state}). Ask for another one, or try again later.',
  },
  NODE_COUNT_INVALID: {
    errno: 2006,
    status: 400,
    exit: EXIT.failed,
    message: '{problem}. Ask for a number of nodes that partition {partition} can give.',
  },
  JOB_NODE_UNKNOWN: {
    errno: 2018,
    status: 400,
    exit: EXIT.failed,
    message: 'There is no node {name}. `show nodes` lists the nodes.',
  },
  NODE_NOT_IN_PARTITION: {
    errno: 2004,
    status: 400,
    exit: EXIT.failed,
    message: 'Node {name} is not in partition {partition}. Ask for another node or partition.',
  },
  CPU_COUNT_INVALID: {
    errno: 2069,
    status: 400,
    exit: EXIT.failed,
    message:
      '{wanted} CPUs on one node were asked for, but no node of partition {partition} has more than {limit}. Ask for fewer.',
  },
  CONFIGURATION_UNAVAILABLE: {
    errno: 2014,
    status: 400,
    exit: EXIT.failed,
    message:
      'Partition {partition} can never run this job: {problem}. Ask for less, or for another partition.',
  },
  TASK_MEMORY_INVALID: {
    errno: 2044,
    status: 400,
    exit: EXIT.failed,
    message:
      '{wanted} MiB were asked for, but partition {partition} allows {limit} MiB per {per}. Ask for less memory.',
  },
  TIME_LIMIT_INVALID: {
    errno: 2051,
    status: 400,
    exit: EXIT.failed,
    message:
      'A time limit of {wanted} minutes is more than the {limit} that partition {partition} allows. Ask for less time.',
  },
  TIME_INVALID: {
    errno: 2054,
    status: 400,
    exit: EXIT.failed,
    message: '{problem}.',
  },
  FEATURE_INVALID: {
    errno: 2029,
    status: 400,
    exit: EXIT.failed,
    message:
      '"{text}" is not a constraint that a node can meet. Write features with & (all) or | (any); `show nodes` lists them.',
  },
  GRES_INVALID: {
    errno: 2072,
    status: 400,
    exit: EXIT.failed,
    message: '"{text}": {problem}. `show nodes` lists what the nodes have.',
  },
  LICENSE_INVALID: {
    errno: 2048,
    status: 400,
    exit: EXIT.failed,
    message: '"{text}": {problem}.',
  },
  DEPENDENCY_INVALID: {
    errno: 2038,
    status: 400,
    exit: EXIT.failed,
    message: 'The dependency cannot be used: {problem}.',
  },
  SCRIPT_MISSING: {
    errno: 2009,
    status: 400,
    exit: EXIT.failed,
    message: 'There is no script to run. Send one that begins with #! and the path of its interpreter.',
  },
  RUN_AS_DENIED: {
    errno: 2010,
    status: 403,
    exit: EXIT.denied,
    message:
      'This scheduler runs as {daemon} and cannot run jobs of {user}. Start it as root to serve other users.',
  },
  HET_ARRAY_INVALID: {
    errno: 2145,
    status: 400,
    exit: EXIT.failed,
    message: 'A het job cannot be an array. Submit the array by itself.',
  },
  JOB_COUNT_EXCEEDED: {
    errno: 2007,
    status: 503,
    exit: EXIT.failed,
    message:
      'There are {limit} jobs already, which is all this scheduler keeps (MaxJobCount). Try again when some have ended.',
  },
  NOT_OFFERED: {
    errno: 2036,
    status: 400,
    exit: EXIT.failed,
    message:
      '{field}: the embedded scheduler has no {what}. Leave it out, or submit to a cluster that has them.',
  },
  JOB_NOT_PENDING: {
    errno: 2073,
    status: 409,
    exit: EXIT.failed,
    message: 'Job {job} has started: its {field} cannot be changed any more.',
  },
  JOB_ENDED: {
    errno: 2021,
    status: 409,
    exit: EXIT.failed,
    message: 'Job {job} has ended already.',
  },
  JOB_NOT_STARTED: {
    errno: 2020,
    status: 409,
    exit: EXIT.failed,
    message: 'Job {job} is not running, so there is nothing to {what}.',
  },
  JOB_NOT_SUSPENDED: {
    errno: 2087,
    status: 409,
    exit: EXIT.failed,
    message: 'Job {job} is not suspended.',
  },
  JOB_REQUEUE_DISABLED: {
    errno: 2037,
    status: 409,
    exit: EXIT.failed,
    message: 'Job {job} may not be requeued. Submit it with requeue, or submit it again.',
  },
  JOB_SIGNAL_LOST: {
    errno: 2085,
    status: 409,
    exit: EXIT.failed,
    message: 'Job {job} has no processes left that the signal could reach.',
  },
  JOB_UNKNOWN: {
    errno: 2017,
    status: 404,
    exit: EXIT.notFound,
    message: 'No job {job}. It never existed, or it ended too long ago to be remembered.',
  },
  // Nodes and partitions
  NODE_UNKNOWN: {
    errno: 2018,
    status: 404,
    exit: EXIT.notFound,
    message: 'No node {node}. "slurmrest show nodes" lists every node.',
  },
  NODE_STATE_INVALID: {
    errno: 2028,
    status: 400,
    exit: EXIT.usage,
    message: 'A node cannot be put into {state}. Ask for DRAIN, DOWN, RESUME, UNDRAIN or IDLE.',
  },
  PARTITION_UNKNOWN: {
    errno: 2000,
    status: 404,
    exit: EXIT.notFound,
    message: 'No partition {partition}. "slurmrest show partitions" lists every partition.',
  },
  // Accounting
  ACCOUNTING_ABSENT: {
    errno: 7000,
    status: 503,
    exit: EXIT.failed,
    message:
      'This cluster keeps no accounts. AccountingStorageType=accounting_storage/slurmdbd in slurm.conf makes it.',
  },
  ACCOUNTING_READ_ONLY: {
    errno: 2036,
    status: 501,
    exit: EXIT.failed,
    message: 'Whom this cluster accounts to is not to be changed. That needs a real cluster with slurmdbd.',
  },
  ACCOUNTING_UNCHANGED: {
    errno: 1900,
    status: 304,
    exit: EXIT.notFound,
    message:
      'Nothing is remembered of such jobs, or nothing was said of them. "slurmrest show history" lists what there is.',
  },
  ACCOUNTING_UNREACHABLE: {
    errno: 7000,
    status: 503,
    exit: EXIT.unreachable,
    message:
      'slurmdbd does not answer at {address} ({problem}). Is it running? AccountingStorageHost and AccountingStoragePort of slurm.conf say where.',
  },
  ACCOUNTING_CLOSED: {
    errno: 7008,
    status: 502,
    exit: EXIT.unreachable,
    message:
      'slurmdbd at {address} broke the connection without a whole answer to {request}. Whether it was carried out is not known.',
  },
  ACCOUNTING_SLOW: {
    errno: 7000,
    status: 503,
    exit: EXIT.unreachable,
    message:
      'slurmdbd at {address} is behind: {count} earlier requests had no answer for {seconds} s. This one was not sent; try again later.',
  },
  ACCOUNTING_TIMEOUT: {
    errno: 5004,
    status: 504,
    exit: EXIT.unreachable,
    message:
      'slurmdbd at {address} did not answer {request} within {seconds} s. Ask for less, e.g. for a shorter time.',
  },
  ACCOUNTING_VERSION: {
    errno: 1005,
    status: 502,
    exit: EXIT.unreachable,
    message: 'slurmdbd at {address} speaks none of the protocols of Slurm 20.11 to 26.05.',
  },
  ACCOUNTING_REFUSED: {
    errno: 1,
    status: 502,
    exit: EXIT.failed,
    message: '{problem}',
  },
  // The controller of a real cluster
  CONTROLLER_UNREACHABLE: {
    errno: 1800,
    status: 503,
    exit: EXIT.unreachable,
    message:
      'slurmctld does not answer at {address} ({problem}). Is it running? SlurmctldHost and SlurmctldPort say where.',
  },
  CONTROLLER_CLOSED: {
    errno: 1802,
    status: 502,
    exit: EXIT.unreachable,
    message:
      'slurmctld at {address} broke the connection without an answer to {request}. Whether it was carried out is not known.',
  },
  CONTROLLER_CUT: {
    errno: 1802,
    status: 502,
    exit: EXIT.unreachable,
    message:
      'The answer of slurmctld at {address} to {request} broke off midway. Whether it was carried out is not known.',
  },
  CONTROLLER_SLOW: {
    errno: 1800,
    status: 503,
    exit: EXIT.unreachable,
    message:
      'slurmctld at {address} is behind: {count} earlier requests had no answer for {seconds} s. This one was not sent; try again later.',
  },
  CONTROLLER_TIMEOUT: {
    errno: 5004,
    status: 504,
    exit: EXIT.unreachable,
    message:
      'slurmctld at {address} did not answer {request} within {seconds} s. Whether it was carried out is not known.',
  },
  CONTROLLER_BUSY: {
    errno: 1804,
    status: 503,
    exit: EXIT.unreachable,
    message: 'slurmctld takes no more requests for now (rate limit). Try again in a few seconds.',
  },
  CONTROLLER_REFUSED: {
    errno: 1,
    status: 502,
    exit: EXIT.failed,
    message: '{problem}',
  },
  CONTROLLER_STANDBY: {
    errno: 2027,
    status: 503,
    exit: EXIT.unreachable,
    message: 'slurmctld at {address} is a backup in standby, and no other controller answers.',
  },
  CONTROLLER_VERSION: {
    errno: 1005,
    status: 502,
    exit: EXIT.unreachable,
    message: 'slurmctld at {address} speaks none of the protocols of Slurm 20.11 to 26.05.',
  },
  CONTROLLER_UNNAMED: {
    errno: 9112,
    status: 500,
    exit: EXIT.usage,
    message: '{file} names no controller. Add a line SlurmctldHost=NAME, or give another file with -f.',
  },
  CREDENTIAL_REFUSED: {
    errno: 1007,
    status: 403,
    exit: EXIT.denied,
    message:
      'The cluster does not accept the credential of {user}: a token that has ended or is of another cluster, a wrong key, or clocks that differ.',
  },
  IDENTITY_UNAVAILABLE: {
    errno: 1007,
    status: 403,
    exit: EXIT.denied,
    message:
      'The daemon cannot act for {user}: {problem}. Send a token of the cluster (scontrol token), or run the daemon as root.',
  },
  MUNGE_FAILED: {
    errno: 1007,
    status: 503,
    exit: EXIT.unreachable,
    message: 'munged makes no credential at {socket} ({problem}). Is it running?',
  },
  SACK_FAILED: {
    errno: 1007,
    status: 503,
    exit: EXIT.unreachable,
    message: 'Slurm makes no credential at {socket} ({problem}). Is sackd, slurmd or slurmctld running here?',
  },
  REPLY_MALFORMED: {
    errno: 5003,
    status: 502,
    exit: EXIT.unreachable,
    message:
      'An answer of slurmctld or slurmdbd cannot be read: {problem}. Is something else listening on its port?',
  },
  // Embedded scheduler: its state folder
  STATE_DISK_FULL: {
    errno: 2019,
    status: 507,
    exit: EXIT.failed,
    message:
      'No space left for {path}. Free some space on that disk, or raise the limit of file sizes (ulimit -f); nothing that was accepted is lost.',
  },
  STATE_UNUSABLE: {
    errno: 9170,
    status: 500,
    exit: EXIT.failed,
    message:
      'Cannot use the state folder {path}: {problem}. Make it writable, or choose another one with --state.',
  },
  STATE_FOREIGN: {
    errno: 9171,
    status: 500,
    exit: EXIT.denied,
    message: 'The state folder {path} belongs to {owner}, not to {user}. Choose another one with --state.',
  },
  STATE_EXPOSED: {
    errno: 9172,
    status: 500,
    exit: EXIT.denied,
    message: 'Other users may write to the state folder {path}. Run: chmod go-w {path}',
  },
  STATE_LAYOUT_NEWER: {
    errno: 9173,
    status: 500,
    exit: EXIT.failed,
    message:
      'The state folder {path} was written by a newer slurmrest (layout {found}, this one reads {known}). Use that version.',
  },
  STATE_CORRUPT: {
    errno: 9174,
    status: 500,
    exit: EXIT.failed,
    message:
      'The job store {path} is damaged: {problem}. Restore it from a backup, or move it away to start afresh.',
  },
  // Running jobs
  JOB_DIRECTORY_UNUSABLE: {
    errno: 4010,
    status: 500,
    exit: EXIT.failed,
    message: 'Cannot use the job folder {path}: {problem}. Jobs run again once that is mended.',
  },
  JOB_OUTPUT_UNUSABLE: {
    errno: 4101,
    status: 400,
    exit: EXIT.failed,
    message: 'Cannot open {path} as {stream} of the job: {problem}. Name a file its user may use.',
  },
  JOB_USER_REFUSED: {
    errno: 4016,
    status: 500,
    exit: EXIT.failed,
    message:
      'The job cannot run as user {uid}: {problem}. Only a daemon run by root runs jobs of other users.',
  },
  JOB_FORK_FAILED: {
    errno: 4019,
    status: 503,
    exit: EXIT.failed,
    message:
      'No new process for the job: {problem}. Start it again when fewer processes run, or raise ulimit -u.',
  },
  PERL_MISSING: {
    errno: 9180,
    status: 500,
    exit: EXIT.failed,
    message: 'There is no perl on the PATH, which it takes to {what}. Install it (Debian: perl-base).',
  },
  // Reading what jobs wrote
  OUTPUT_ABSENT: {
    errno: 9200,
    status: 404,
    exit: EXIT.notFound,
    message: 'Job {job} has no {stream} to read: it is no batch job. Whoever started it has what it writes.',
  },
  OUTPUT_OF_TASKS: {
    errno: 9201,
    status: 400,
    exit: EXIT.usage,
    message: 'Job {job} is several, each with an output of its own. Ask for one, as {example}.',
  },
  OUTPUT_NOT_YET: {
    errno: 9202,
    status: 409,
    exit: EXIT.failed,
    message: 'Job {job} has not started, so it has written nothing. Ask again once it runs.',
  },
  OUTPUT_MISSING: {
    errno: 9203,
    status: 404,
    exit: EXIT.notFound,
    message:
      '{path} is not there. The job wrote it on another machine, or somebody has moved or removed it since.',
  },
  OUTPUT_UNREADABLE: {
    errno: 9204,
    status: 409,
    exit: EXIT.failed,
    message: '{path} cannot be read: {problem}.',
  },
  OUTPUT_DENIED: {
    errno: 2002,
    status: 403,
    exit: EXIT.denied,
    message: '{user} may not read {path}. Its owner may say so with chmod.',
  },
  READ_AS_DENIED: {
    errno: 2010,
    status: 403,
    exit: EXIT.denied,
    message:
      'This daemon runs as {daemon} and cannot read files as {user}. Read the file yourself, or have the daemon run as root.',
  },
  RANGE_UNSATISFIABLE: {
    errno: 9205,
    status: 416,
    exit: EXIT.failed,
    message: 'Nothing lies in Range: {range}; there are {size} bytes.',
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
  URL_MALFORMED: {
    errno: 9132,
    status: 400,
    exit: EXIT.usage,
    message:
      '"{url}" is not the address of a daemon. Write http://HOST:PORT, https://HOST:PORT or unix:/PATH.',
  },
  DAEMON_UNREACHABLE: {
    errno: 9133,
    status: 502,
    exit: EXIT.unreachable,
    message:
      'Nothing answers at {url}: {problem}. Start a daemon there with "slurmrest serve", or mend --url, SLURMREST_URL or the url of the cluster ("slurmrest config").',
  },
  ANSWER_MALFORMED: {
    errno: 9134,
    status: 502,
    exit: EXIT.failed,
    message: '{url} answered {path} with status {status} and no JSON. Is it a Slurm REST API?',
  },
  SLURMRESTD_LACKS: {
    errno: 9139,
    status: 400,
    exit: EXIT.failed,
    message:
      'The slurmrestd at {url} has nothing for {request}. Use Slurm\'s own command, or "slurmrest serve".',
  },
  CLUSTER_UNKNOWN: {
    errno: 9190,
    status: 400,
    exit: EXIT.usage,
    message: 'There is no cluster "{name}" in {file}. {hint}',
  },
  CLUSTER_REMOTE: {
    errno: 9191,
    status: 400,
    exit: EXIT.usage,
    message:
      'This command works on a cluster itself, not through the daemon at {url} ({chosen}). Choose one with --conf or --state.',
  },
  CONFIG_MALFORMED: {
    errno: 9192,
    status: 500,
    exit: EXIT.usage,
    message: '{file}, line {line}: {problem} The file was left as it is; mend it with an editor.',
  },
  CONFIG_EXPOSED: {
    errno: 9193,
    status: 500,
    exit: EXIT.denied,
    message:
      'Others than you may change {file}, and so have commands run as you. Run: chmod go-w {file}; the file must be yours.',
  },
  CONFIG_UNWRITABLE: {
    errno: 9194,
    status: 500,
    exit: EXIT.failed,
    message: 'Cannot write {file}: {problem}.',
  },
  TOKEN_COMMAND_FAILED: {
    errno: 9195,
    status: 500,
    exit: EXIT.denied,
    message:
      'No token: {problem}. The command is "{command}"; run it yourself to see why, what it prints is not shown here.',
  },
  TOKEN_UNREADABLE: {
    errno: 9135,
    status: 400,
    exit: EXIT.denied,
    message:
      'Cannot take a token from {file}: {problem}. Write one with "slurmrest token" or "scontrol token".',
  },
  OUTPUT_UNWRITABLE: {
    errno: 9206,
    status: 500,
    exit: EXIT.failed,
    message: 'Cannot write the output: {problem}. Make room, or write it elsewhere.',
  },
  FILE_UNREADABLE: {
    errno: 9136,
    status: 400,
    exit: EXIT.usage,
    message: 'Cannot read {file}: {problem}.',
  },
  SCRIPT_DOS: {
    errno: 9138,
    status: 400,
    exit: EXIT.usage,
    message:
      'The lines of {file} end as on DOS, and no interpreter can be found so. Convert it with dos2unix.',
  },
  SCRIPT_UNRECOGNISED: {
    errno: 9137,
    status: 400,
    exit: EXIT.usage,
    message:
      '{file} is neither a script nor a request. The first line of a script is #! and its interpreter; a request is JSON or YAML.',
  },
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof ERRORS;
