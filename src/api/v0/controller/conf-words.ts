/** Words of slurm.conf by bit or by number. Source: slurm/slurm.h and read_config.h. */

/** `undefined` where a bit has no word of this kind. */
type Words = readonly (string | undefined)[];

const split = (text: string): Words =>
  text
    .trim()
    .split(/\s+/)
    .map((word) => (word === '-' ? undefined : word));

export const ENFORCE = split('associations limits wckeys qos safe nojobs nosteps');
export const CONF = split('- - DisableRootJobs AllowSpecResourcesUsage UsePam TrackWCKey');
export const COMMUNICATION = split('- - - - - - IPv4 IPv6 - - - - - - - - - disable_http');
export const STORED = split('- job_comment - - - - - - job_extra job_script job_env - - - - - no_stdio');
export const SLURMD = split(
  `config_overrides - - - - - - - - - - l3cache_as_socket numa_node_as_socket allow_ecores shutdown_on_reboot
   contain_spank`,
);
export const DEBUG = split(
  `SelectType Steps Triggers CPU_Bind NetworkRaw NO_CONF_HASH Gres MPI Data ConMgr Network Priority Backfill Gang
   Reservation - Sack Switch Energy TLS License Profile Interconnect GLOB_SILENCE Namespace - Protocol BackfillMap
   TraceJobs Route DB_Assoc DB_Event DB_Job DB_QOS DB_Query DB_Reservation DB_Resource DB_Step DB_Usage DB_WCKey
   BurstBuffer CpuFrequency Power thread DB_Archive DB_TRES JobComp NodeFeatures Federation Hetjob Accrue DBD_Agent
   Agent Dependency JobAccountGather Cgroup Script Metrics`,
);
export const LIMITS = split('NO ALL ANY');
export const LOG_TIMES = split('iso8601_ms iso8601 rfc5424_ms rfc5424 clock short thread_id rfc3339');
export const PREEMPT = split('SUSPEND REQUEUE - CANCEL - - - - - - - - - PRIORITY WITHIN GANG');
export const PRIORITY = split(
  `ACCRUE_ALWAYS MAX_TRES SMALL_RELATIVE_TO_TIME DEPTH_OBLIVIOUS CALCULATE_RUNNING FAIR_TREE INCR_ONLY
   NO_NORMAL_ASSOC NO_NORMAL_PART NO_NORMAL_QOS NO_NORMAL_TRES MAX_TRES_GRES`,
);
export const RESETS = split('NONE NOW DAILY WEEKLY MONTHLY QUARTERLY YEARLY');
export const PRIVATE = split('jobs nodes partitions usage users accounts reservations - events');
export const PROPAGATE = split('off on nicer');
export const PROLOG = split('Alloc NoHold Contain Serial X11 DeferBatch ForceRequeueOnFail RunInJob');
export const RECONFIGURE = split('KeepPartInfo KeepPartState KeepPowerSaveSettings');
export const RETURN = split('none non_responsive_only all');

const HEALTH = split('IDLE ALLOC MIXED NONDRAINED_IDLE');
const HEALTH_ANY = 0xff;
const HEALTH_MORE: readonly (readonly [bit: number, word: string])[] = [
  [1 << 9, 'START_ONLY'],
  [1 << 10, 'REBOOT_ONLY'],
  [1 << 8, 'CYCLE'],
];
const LEVELS = split('quiet fatal error info verbose debug debug2 debug3 debug4 debug5');
const NO_VAL = 0xffff_fffe;
const GOVERNORS: Readonly<Record<number, string>> = {
  2281701376: 'Conservative',
  2214592512: 'OnDemand',
  2181038080: 'Performance',
  2164260864: 'PowerSave',
  2155872256: 'UserSpace',
  2151677952: 'SchedUtil',
  2147483649: 'Low',
  2147483650: 'Medium',
  2147483651: 'High',
  2147483652: 'Highm1',
};
/** Source: slurm/slurm.h, CPU_BIND_…. */
const BINDINGS: readonly (readonly [bit: number, word: string])[] = [
  [0x20, 'None'],
  [0x02, 'Threads'],
  [0x04, 'Cores'],
  [0x08, 'Sockets'],
  [0x04000, 'autobind=threads'],
  [0x10000, 'autobind=cores'],
  [0x20000, 'autobind=sockets'],
  [0x01, 'Verbose'],
];

/** Words of the bits that are set, lowest first. */
export function bitsOf(words: Words, word: number | bigint): string[] {
  const bits = BigInt(word);
  return words.filter((name, bit) => name !== undefined && ((bits >> BigInt(bit)) & 1n) === 1n) as string[];
}

/** The same, or a word for none. */
export function orWord(words: Words, word: number, none: string): string[] {
  return word === 0 ? [none] : bitsOf(words, word);
}

export function oneOf(words: Words, number: number): string[] {
  const word = words[number];
  return word === undefined ? [] : [word];
}

export function healthStates(word: number): string[] {
  const states = (word & HEALTH_ANY) === HEALTH_ANY ? ['ANY'] : bitsOf(HEALTH, word);
  return [...states, ...HEALTH_MORE.flatMap(([bit, name]) => (word & bit ? [name] : []))];
}

export function logLevel(number: number): string {
  return LEVELS[number] ?? '';
}

/** A frequency in kHz, or a governor. */
export function frequency(word: number): string {
  return GOVERNORS[word] ?? (word >= 0x8000_0000 ? 'Unknown' : `${word}K`);
}

export function governors(word: number): string[] {
  const name = word === NO_VAL ? 'Unset' : GOVERNORS[word];
  return name === undefined ? [] : [name];
}

export function binding(word: number): string[] {
  return BINDINGS.flatMap(([bit, name]) => ((word & bit) === bit ? [name] : []));
}

/** `D-HH:MM:SS` as Slurm writes durations. @param seconds */
export function duration(seconds: number): string {
  if (seconds === Number.POSITIVE_INFINITY || seconds > NO_VAL) return 'UNLIMITED';
  const two = (number: number) => String(number).padStart(2, '0');
  const days = Math.floor(seconds / 86_400);
  const rest = `${two(Math.floor(seconds / 3600) % 24)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return days > 0 ? `${days}-${rest}` : rest;
}
