import { Type } from '@sinclair/typebox';
import program from '../../package.json' with { type: 'json' };
import { defineOpenOperation } from '../engine/operation.ts';
import { VERSIONS, type Version, versionName } from './v0/version.ts';
import { NO_ERRORS } from './v1/field.ts';

/** The release of Slurm whose slurmrestd was the first to serve a version. Source: Slurm's rest.html, "Versions". */
const FIRST_RELEASE: Readonly<Record<Version, string>> = {
  42: '24.11',
  43: '25.05',
  44: '25.11',
  45: '26.05',
};

const SERVED = [
  {
    version: 'v1',
    path: '/slurm/v1',
    description: "This program's own API.",
    openapi: '/openapi.json',
  },
  ...VERSIONS.toReversed().map((version) => ({
    version: versionName(version),
    path: `/slurm/${versionName(version)}`,
    description: `SchedMD's API as slurmrestd of Slurm ${FIRST_RELEASE[version]} answers, for clients of that.`,
    openapi: `/openapi.json?version=${versionName(version)}`,
  })),
];

const SERVED_VERSION = Type.Object(
  {
    version: Type.String({ examples: ['v1', 'v0.0.45'] }),
    path: Type.String({ description: 'What the paths of its operations begin with.' }),
    description: Type.String(),
    openapi: Type.String({ description: 'Path of its specification, which needs credentials.' }),
  },
  { $id: 'ApiVersion', description: 'A version of the API.' },
);

/** Tells clients what they may speak before they have a token, as the Kubernetes API does at `/api` and `/version`. */
export const listVersions = defineOpenOperation({
  method: 'GET',
  path: '/slurm',
  operationId: 'listVersions',
  summary: 'List the versions of the API',
  description:
    'The versions of the API that are served, the one to prefer first, and what serves them. It needs no credentials and tells nothing of the cluster.',
  tags: ['openapi'],
  response: Type.Object({
    errors: NO_ERRORS,
    program: Type.Object({ name: Type.String(), version: Type.String() }),
    versions: Type.Array(SERVED_VERSION),
  }),
  async handler() {
    return { errors: [], program: { name: program.name, version: program.version }, versions: SERVED };
  },
});
