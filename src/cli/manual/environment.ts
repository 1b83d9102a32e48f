import { allFlags, type CommandClass } from '../base-command.ts';

/** Variables that are no flag's. */
const ALONE: Readonly<Record<string, string>> = {
  SLURM_JWT:
    'Token for a daemon, where neither --token-file nor a cluster of the configuration file has another.',
  SLURM_BITSTR_LEN: 'Longest expression of array tasks that a table shows; 0 is any. Default: 64.',
  SLURM_TIME_FORMAT: 'How times are printed: standard, relative or a strftime(3) format.',
  SLURMREST_COMPLETION_TIMEOUT: 'Seconds a cluster may take to complete a word in a shell. Default: 2.',
  SLURMRESTD_DEBUG:
    'How much serve and inet log without -v: error, info, verbose, debug, or the number of a level. Default: info.',
  SLURMRESTD_LISTEN: 'Addresses serve listens on where it is given none, with commas between them.',
  SLURMRESTD_SECURITY:
    'become_user or disable_user_check: serve may run as root or SlurmUser, as with --allow-root.',
  INK_SCREEN_READER: 'With true, --watch prints plain tables that a screen reader can follow.',
  NO_COLOR: 'Print no colour, whatever the terminal.',
  XDG_CONFIG_HOME: 'Folder of the folder with the configuration file. Default: ~/.config.',
  XDG_STATE_HOME: "Folder of the embedded scheduler's folder, of anybody but root. Default: ~/.local/state.",
};

/**
 * Every variable that counts, with what it does, in the order of their names; those of sbatch and squeue, of which
 * there are dozens, are with the flags they stand for.
 */
export function environment(
  commands: readonly CommandClass[],
): readonly (readonly [name: string, text: string])[] {
  const texts = new Map(Object.entries(ALONE));
  for (const command of commands)
    for (const [name, { env, summary }] of Object.entries(allFlags(command)))
      if (env && !/^(?:SBATCH|SQUEUE)_/.test(env) && !texts.has(env))
        texts.set(env, `Stands for --${name}. ${summary}`);
  return [...texts].sort(([a], [b]) => (a < b ? -1 : 1));
}
