import { type Static, Type } from '@sinclair/typebox';

/**
 * The configuration file: `$XDG_CONFIG_HOME/slurmrest/config.yaml`, else `~/.config/slurmrest/config.yaml`.
 * Members have the names of the flags they stand for. slurmrest.conf(5) is generated from the descriptions.
 */

/** One cluster of the file: where it is, and whose token it is shown. */
export const PROFILE = Type.Object(
  {
    url: Type.Optional(
      Type.String({
        description:
          'A daemon, ours or slurmrestd: http://HOST:PORT, https://HOST:PORT (either with a path prefix) or unix:/PATH. Excludes conf and state.',
        examples: ['https://head.example.org:6820'],
      }),
    ),
    conf: Type.Optional(
      Type.String({
        description:
          'A slurm.conf, whose controllers are spoken to directly; of one that names none, the nodes and partitions for the embedded scheduler. An absolute path, or one that begins with ~/.',
        examples: ['/etc/slurm/slurm.conf'],
      }),
    ),
    state: Type.Optional(
      Type.String({
        description:
          'The folder of an embedded scheduler, which runs its jobs on this machine. An absolute path, or one that begins with ~/.',
        examples: ['~/lab'],
      }),
    ),
    'token-file': Type.Optional(
      Type.String({
        description:
          'A file with the token for the daemon at url, alone or as `slurmrest token` and `scontrol token` print it. It is read again when its token has expired. An absolute path, or one that begins with ~/. It should be readable by its owner only; otherwise there is a warning.',
        examples: ['~/.slurm/hpc.token'],
      }),
    ),
    'token-command': Type.Optional(
      Type.Union([Type.String(), Type.Array(Type.String(), { minItems: 1 })], {
        description:
          'A command that prints the token for the daemon at url: a list of words, or a text that is split at its blanks. No shell reads it. It is run when a token is needed and again when that has expired; the token is kept in memory only.',
        examples: ['ssh head.example.org scontrol token', ['pass', 'show', 'slurm/hpc token']],
      }),
    ),
    'token-variable': Type.Optional(
      Type.String({
        description:
          'The environment variable that has the token for the daemon at url. Without any of the three token members: SLURM_JWT.',
        examples: ['HPC_JWT'],
      }),
    ),
  },
  { additionalProperties: false },
);

/** The whole file. */
export const CONFIGURATION = Type.Object(
  {
    current: Type.Optional(
      Type.String({
        description:
          'The name of the cluster that commands work on where neither flags nor variables choose one.',
        examples: ['hpc'],
      }),
    ),
    clusters: Type.Optional(
      Type.Record(Type.String(), PROFILE, {
        description:
          'Clusters by name, as -M and SLURMREST_CLUSTER take it: letters, digits, _ and -. Each names a url, or a conf, a state or both; one with a url may name one source of tokens.',
      }),
    ),
  },
  { additionalProperties: false },
);

export type Profile = Static<typeof PROFILE>;
export type Configuration = Static<typeof CONFIGURATION>;
