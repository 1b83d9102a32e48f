import type { JobDescription } from '../job-description.ts';
import type { OptionValue } from './option.ts';
import { invalid, readText } from './readers.ts';

/** CPU_FREQ_* words of Slurm's API. */
const LEVELS: Readonly<Record<string, number>> = {
  low: 0x80_00_00_01,
  medium: 0x80_00_00_02,
  high: 0x80_00_00_03,
  highm1: 0x80_00_00_04,
};

const GOVERNORS: Readonly<Record<string, number>> = {
  conservative: 0x88_00_00_00,
  ondemand: 0x84_00_00_00,
  performance: 0x82_00_00_00,
  powersave: 0x81_00_00_00,
  userspace: 0x80_80_00_00,
  schedutil: 0x80_40_00_00,
};

/** `P1[-P2][:GOVERNOR]`: kilohertz or a level; P1 alone may be a governor. Source: sbatch(1) `--cpu-freq`. */
export function readCpuFrequency(
  value: OptionValue,
  field: string,
): { cpu_freq_min?: number; cpu_freq_max?: number; cpu_freq_gov?: number } {
  const text = readText(value, field).toLowerCase();
  const match = /^(\w+)(?:-(\w+))?(?::(\w+))?$/.exec(text);
  const first = match?.[1];
  if (first === undefined) throw invalid(field, `must be P1[-P2][:GOVERNOR], not "${text}"`);
  const governor = match?.[3] === undefined ? undefined : lookUp(GOVERNORS, match[3], field);
  const extra = governor === undefined ? {} : { cpu_freq_gov: governor };
  if (match?.[2] !== undefined)
    return { cpu_freq_min: frequency(first, field), cpu_freq_max: frequency(match[2], field), ...extra };
  if (GOVERNORS[first] !== undefined && governor === undefined) return { cpu_freq_gov: GOVERNORS[first] };
  return { cpu_freq_max: frequency(first, field), ...extra };
}

/** The same, of a description. */
export function writeCpuFrequency(job: JobDescription): string | undefined {
  const { cpu_freq_min: min, cpu_freq_max: max, cpu_freq_gov: governor } = job;
  const word = (table: Readonly<Record<string, number>>, value: number) =>
    Object.keys(table).find((name) => table[name] === value) ?? String(value);
  const range = [min, max].flatMap((one) => (one === undefined ? [] : [word(LEVELS, one)])).join('-');
  const named = governor === undefined ? [] : [word(GOVERNORS, governor)];
  return [...(range === '' ? [] : [range]), ...named].join(':') || undefined;
}

function frequency(word: string, field: string): number {
  return /^\d+$/.test(word) ? Number(word) : lookUp(LEVELS, word, field);
}

function lookUp(table: Readonly<Record<string, number>>, word: string, field: string): number {
  const found = table[word];
  if (found === undefined)
    throw invalid(field, `"${word}" is none of ${Object.keys(table).join(', ')}, nor a number of kilohertz`);
  return found;
}
