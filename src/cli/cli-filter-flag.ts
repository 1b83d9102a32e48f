import { string } from '@oclif/core/flags';

/** The site's filter of submissions, for every command that takes some. */
export const cliFilterFlag = {
  'cli-filter': string({
    summary: 'Pass submissions through this filter of the site: a module (.js, .mjs) or a cli_filter.lua.',
    description:
      'Default: cli_filter.lua beside slurm.conf, where that has CliFilterPlugins=lua. A daemon uses its own for whatever is submitted to it.',
    env: 'SLURMREST_CLI_FILTER',
    helpValue: 'FILE',
  }),
};
