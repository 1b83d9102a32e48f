import { SlurmError } from '../../../slurm/error.ts';
import type { JobDescription } from '../../../slurm/job-description.ts';
import { compileEncoder, type Encoder, type Values } from '../wire/encoder.ts';
import type { Writer } from '../wire/writer.ts';
import { flagBits, JOB_FLAGS } from './flag-names.ts';
import { JOB_DESCRIPTION } from './job-description-table.ts';
import { PER_CPU } from './job-words.ts';

/** Wire value of nice 0 (NICE_OFFSET of slurm.h). */
const NICE_OFFSET = 0x8000_0000;
/** Widest nice Slurm takes (slurm.h). */
const NICE_LIMIT = 0x7fff_fffd;
/** Bit of warn_flags: only the batch shell gets the signal. */
const WARN_BATCH = 1;

/** mail_type by sbatch's names. Source: slurm.h, MAIL_JOB_…; sbatch(1), "--mail-type". */
const MAIL: Readonly<Record<string, number>> = {
  NONE: 0,
  BEGIN: 1 << 0,
  END: 1 << 1,
  FAIL: 1 << 2,
  REQUEUE: 1 << 3,
  TIME_LIMIT: 1 << 4,
  TIME_LIMIT_90: 1 << 5,
  TIME_LIMIT_80: 1 << 6,
  TIME_LIMIT_50: 1 << 7,
  STAGE_OUT: 1 << 8,
  ARRAY_TASKS: 1 << 9,
  INVALID_DEPEND: 1 << 10,
  ALL: (1 << 0) | (1 << 1) | (1 << 2) | (1 << 3) | (1 << 8) | (1 << 10),
};

const encoders = new Map<number, Encoder>();

/**
 * Writes a job description.
 * @param extra wire fields that are no part of a description, e.g. `script`, `job_id_str`
 * @throws SlurmError `FIELD_INVALID`
 */
export function writeJobDescription(
  writer: Writer,
  version: number,
  description: JobDescription,
  extra: Values = {},
): void {
  let encode = encoders.get(version);
  if (!encode) {
    encode = compileEncoder(JOB_DESCRIPTION, version, { noCrontab: (to) => to.u8(0) });
    encoders.set(version, encode);
  }
  encode(writer, { ...wireValues(description), ...extra });
}

/** The members whose wire form differs from the description's. */
function wireValues(description: JobDescription): Values {
  const { open_mode, pn_min_memory, nice, mail_type, warn_batch_only, num_tasks, cpus_per_task, bitflags } =
    description;
  const flags = [
    ...(bitflags ?? []),
    ...(num_tasks === undefined ? [] : ['JOB_NTASKS_SET']),
    ...(cpus_per_task === undefined ? [] : ['JOB_CPUS_SET']),
  ];
  return {
    ...description,
    bitflags: flagBits(JOB_FLAGS, flags),
    ...(open_mode && { open_mode: open_mode === 'append' ? 1 : 2 }),
    ...(pn_min_memory && {
      pn_min_memory: BigInt(pn_min_memory.mib) | (pn_min_memory.per === 'cpu' ? PER_CPU : 0n),
    }),
    ...(nice !== undefined && { nice: wireNice(nice) }),
    ...(mail_type && { mail_type: mail_type.reduce((bits, name) => bits | mailBit(name), 0) }),
    ...(warn_batch_only && { warn_flags: WARN_BATCH }),
  };
}

function wireNice(nice: number): number {
  if (!Number.isInteger(nice) || Math.abs(nice) > NICE_LIMIT) {
    throw new SlurmError(
      'FIELD_INVALID',
      { field: 'nice', problem: `${nice} is out of range` },
      { source: 'nice' },
    );
  }
  return nice + NICE_OFFSET;
}

function mailBit(name: string): number {
  const bit = MAIL[name.toUpperCase()];
  if (bit !== undefined) return bit;
  const problem = `"${name}" is not one of ${Object.keys(MAIL).join(', ')}`;
  throw new SlurmError('FIELD_INVALID', { field: 'mail_type', problem }, { source: 'mail_type' });
}
