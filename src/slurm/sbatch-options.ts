import { COMMAND_OPTIONS } from './options/command.ts';
import { FILE_OPTIONS } from './options/files.ts';
import { IDENTITY_OPTIONS } from './options/identity.ts';
import type { SbatchOption } from './options/option.ts';
import { PLACEMENT_OPTIONS } from './options/placement.ts';
import { RESOURCE_OPTIONS } from './options/resources.ts';
import { TIMING_OPTIONS } from './options/timing.ts';

export type { OptionValue, SbatchOption } from './options/option.ts';

/** Every option of sbatch(1) and every further field of a submit or update request. */
export const SBATCH_OPTIONS: readonly SbatchOption[] = [
  ...IDENTITY_OPTIONS,
  ...RESOURCE_OPTIONS,
  ...PLACEMENT_OPTIONS,
  ...TIMING_OPTIONS,
  ...FILE_OPTIONS,
  ...COMMAND_OPTIONS,
];

/** The names a request body may use for an option, the documented one first. */
export function fieldNames(option: SbatchOption): string[] {
  return [option.name.replaceAll('-', '_'), ...option.aliases];
}
