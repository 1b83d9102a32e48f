import { boolean, string } from '@oclif/core/flags';

/** Flags of every command. */
export const globalFlags = {
  cluster: string({
    char: 'M',
    aliases: ['clusters'],
    summary: 'Work on this cluster of the configuration file.',
    description: '"slurmrest config list" lists them. --url, --conf and --state overrule it.',
    env: 'SLURMREST_CLUSTER',
    helpGroup: 'GLOBAL',
    helpValue: 'NAME',
  }),
  conf: string({
    char: 'f',
    summary: 'Use the cluster of this slurm.conf.',
    description:
      'Default: SLURM_CONF, else the current cluster of the configuration file, else, without --state, /etc/slurm/slurm.conf where there is one. Without any, or where it names no SlurmctldHost, the embedded scheduler runs the jobs on this machine.',
    env: 'SLURM_CONF',
    helpGroup: 'GLOBAL',
    helpValue: 'FILE',
  }),
  url: string({
    summary: 'Talk to the daemon at this address instead of working in this process.',
    description: 'http://HOST:PORT, https://HOST:PORT or unix:/PATH.',
    env: 'SLURMREST_URL',
    helpGroup: 'GLOBAL',
    helpValue: 'URL',
  }),
  state: string({
    summary: 'Folder of the embedded scheduler.',
    env: 'SLURMREST_STATE',
    helpGroup: 'GLOBAL',
    helpValue: 'FOLDER',
  }),
  'token-file': string({
    summary: 'Read the token for the daemon from this file instead of SLURM_JWT.',
    description: 'Typed, it also takes the place of what the configuration file says about the cluster.',
    env: 'SLURMREST_TOKEN_FILE',
    helpGroup: 'GLOBAL',
    helpValue: 'FILE',
  }),
  plugin: string({
    summary: 'Load a module that adds operations to the API; may be repeated.',
    multiple: true,
    multipleNonGreedy: true,
    helpGroup: 'GLOBAL',
    helpValue: 'FILE',
  }),
  json: boolean({
    summary: 'Print the answer of the API as it is, and errors as its error object.',
    helpGroup: 'GLOBAL',
  }),
  verbose: boolean({
    char: 'v',
    summary: 'Say more on stderr; -vv says most.',
    helpGroup: 'GLOBAL',
  }),
  help: boolean({
    char: 'h',
    summary: 'Show this help.',
    helpGroup: 'GLOBAL',
  }),
};
