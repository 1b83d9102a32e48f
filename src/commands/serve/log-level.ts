import { LOG_LEVELS } from '../../cli/log.ts';

/** Slurm's names of its log levels, from 0. Source: slurm.conf(5), SlurmctldDebug. */
const NAMES = ['quiet', 'fatal', 'error', 'info', 'verbose', 'debug', 'debug2', 'debug3', 'debug4', 'debug5'];

/**
 * What a daemon logs without `-v`, by SLURMRESTD_DEBUG: a level's name or number (slurmrestd(8)); anything else
 * counts for nothing.
 */
export function daemonLogLevel(env: NodeJS.ProcessEnv = process.env): number {
  const text = env['SLURMRESTD_DEBUG'] ?? '';
  const level = /^\d+$/.test(text) ? Number(text) : NAMES.indexOf(text.toLowerCase());
  if (level < 0 || text === '') return LOG_LEVELS.info;
  if (level <= 2) return LOG_LEVELS.error;
  if (level === 3) return LOG_LEVELS.info;
  return level <= 5 ? LOG_LEVELS.verbose : LOG_LEVELS.debug;
}
