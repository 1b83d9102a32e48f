import type { ConfigurationRecord } from '../../../slurm/configuration-record.ts';
import { compileDecoder, onceAVersion } from '../wire/decoder.ts';
import type { FieldTable } from '../wire/field-table.ts';
import type { Structure } from '../wire/field-types.ts';
import type { Reader } from '../wire/reader.ts';
import { BUILD_INFO } from './build-info-table.ts';
import { jobDefaults } from './partition-info.ts';

/** What this program needs to know of the configuration a controller runs with. */
export interface ControllerConfiguration {
  /** Release, e.g. `22.05.8`. */
  readonly version: string;
  /** Plugin of the database, e.g. `accounting_storage/slurmdbd`. */
  readonly accounting_storage_type: string;
  readonly boot_time: number;
  readonly cluster_name: string;
  readonly private_data: number;
  readonly mcs_plugin: string;
  readonly mcs_plugin_params: string;
  readonly max_array_sz: number;
  readonly slurm_user_id: number;
  readonly next_job_id: number;
}

/** Times that need not be set. */
const OPTIONAL = new Set([
  'epilog_timeout',
  'prolog_timeout',
  'preempt_exempt_time',
  'suspend_time',
  'next_job_id',
]);

const BLANK: ControllerConfiguration = {
  version: '',
  accounting_storage_type: '',
  boot_time: 0,
  cluster_name: '',
  private_data: 0,
  mcs_plugin: '',
  mcs_plugin_params: '',
  max_array_sz: 0,
  slurm_user_id: 0,
  next_job_id: 0,
};

const keyValues = passedOver((reader) => {
  for (let left = reader.listCount(8) * 2; left > 0; left--) reader.skipString();
});
const pluginKeyValues = passedOver((reader) => {
  for (let left = reader.listCount(8); left > 0; left--) {
    reader.skipString();
    keyValues.skip(reader);
  }
});

function passedOver(skip: (reader: Reader) => void): Structure<undefined> {
  return {
    skip,
    read: (reader) => {
      skip(reader);
      return undefined;
    },
  };
}

/** The same with words of flags to the last bit, and numbers that may be unset told from others. */
const EXACT: FieldTable = BUILD_INFO.map((field) => {
  if ('fields' in field) return field;
  if (field.type === 'u64') return { ...field, type: 'u64exact' };
  return OPTIONAL.has(field.name) ? { ...field, type: field.type.replace('u', 'optional') } : field;
});

const decoderAt = onceAVersion((version) =>
  compileDecoder(BUILD_INFO, {
    version,
    blank: BLANK,
    structures: { keyValues, pluginKeyValues, jobDefaults },
  }),
);

/** Reads what this program needs of RESPONSE_BUILD_INFO. */
export function decodeBuildInfo(reader: Reader, version: number): ControllerConfiguration {
  return decoderAt(version).read(reader);
}

/** What there is of each type where a version has no such field. */
const NOTHING: Readonly<Record<string, unknown>> = { string: '', strings: [] };

const wholeDecoderAt = onceAVersion((version) =>
  compileDecoder<Record<string, unknown>>(EXACT, {
    version,
    blank: Object.fromEntries(
      EXACT.flatMap((field) => ('fields' in field ? [] : [[field.name, NOTHING[field.type] ?? 0]])),
    ),
    structures: { keyValues, pluginKeyValues, jobDefaults },
  }),
);

/** Reads all of RESPONSE_BUILD_INFO. */
export function decodeConfigurationRecord(reader: Reader, version: number): ConfigurationRecord {
  return wholeDecoderAt(version).read(reader);
}
