import { string } from '@oclif/core/flags';
import { VERSIONS, versionName } from '../api/v0/version.ts';

/** Which version of the API; the names are those of the documents of the engine. */
export const apiVersionFlag = {
  'api-version': string({
    summary: 'Version of the API.',
    description: "v1 is this program's own, the others are SchedMD's; all is every version in one.",
    options: ['v1', ...VERSIONS.map(versionName), 'all'],
    default: 'v1',
    helpValue: 'VERSION',
  }),
};
