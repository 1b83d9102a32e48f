import type { DialectSource } from '../dialect.ts';
import type { Operation } from '../operation.ts';
import { type ApiInfo, openapiDocument } from './document.ts';
import type { Json } from './schemas.ts';

/** The engine's own API, as a choice of document. */
export const OWN_VERSION = 'v1';
/** The document of all versions. */
export const ALL_VERSIONS = 'all';

const WAYS = `Every path answers with and without a trailing slash, \`HEAD\` wherever \`GET\` is answered, and \`OPTIONS\`.
Answers are JSON or YAML 1.1 by the \`Accept\` header; bodies are either by \`Content-Type\`.`;

const CREDENTIALS =
  'Over TCP every request needs credentials. On a UNIX socket or a pipe the user at the other end counts, and none are needed.';

const OWN: ApiInfo = {
  version: '1.0.0',
  summary: 'The /slurm/v1 API of slurmrest',
  description: `Submit, watch and control jobs of a Slurm cluster.

${WAYS}
A failure is an object with a list \`errors\`, whatever its status; who names \`application/problem+json\` in \`Accept\`
gets it as a problem of RFC 9457.

${CREDENTIALS}`,
};

/** @param version e.g. `v0.0.45` */
function dialectInfo(version: string): ApiInfo {
  return {
    version: version.replace(/^v/, ''),
    summary: `The ${version} API of slurmrestd, as slurmrest answers it`,
    description: `Submit, watch and control jobs of a Slurm cluster, in SchedMD's version ${version} of the API.

${WAYS}
A failure is an object with a list \`errors\`, as an answer may have it whose status says that it succeeded; what reaches
no operation is refused in words.

${CREDENTIALS}`,
  };
}

const EVERYTHING: ApiInfo = {
  version: OWN.version,
  summary: 'Every version of the API that slurmrest answers',
  description: `Submit, watch and control jobs of a Slurm cluster, in every version of the API that is served.

${WAYS}

${CREDENTIALS}`,
};

/** Names of the documents: each version, the newest dialect last, and all of them in one. */
export function documentNames(dialects: readonly DialectSource[]): readonly string[] {
  return [OWN_VERSION, ...new Set(dialects.flatMap(({ versions }) => versions)), ALL_VERSIONS];
}

/**
 * Makes the documents of an engine, each when it is first asked for, and keeps them.
 * @param own operations of the engine's own API
 * @param dialects loaded when a document of theirs is asked for
 */
export function documents(
  own: readonly Operation[],
  dialects: readonly DialectSource[],
): (name: string) => Promise<Json> {
  const made = new Map<string, Promise<Json>>();

  async function operationsOf(version: string): Promise<Operation[]> {
    const spoken = dialects.filter(({ versions }) => version === ALL_VERSIONS || versions.includes(version));
    const loaded = await Promise.all(
      spoken.map(async ({ prefix, load }) =>
        (await load()).operations.filter(({ path }) => path.startsWith(prefix)),
      ),
    );
    const theirs = loaded.flat();
    return version === ALL_VERSIONS
      ? [...own, ...theirs]
      : theirs.filter(({ path }) => versionOf(path) === version);
  }

  async function make(name: string): Promise<Json> {
    if (name === OWN_VERSION) return openapiDocument(own, OWN);
    return openapiDocument(await operationsOf(name), name === ALL_VERSIONS ? EVERYTHING : dialectInfo(name));
  }

  return (name) => {
    let document = made.get(name);
    if (!document) {
      document = make(name);
      made.set(name, document);
    }
    return document;
  };
}

/** Second part of a path: `v0.0.45` of `/slurm/v0.0.45/jobs`. */
function versionOf(path: string): string | undefined {
  return path.split('/')[2];
}
