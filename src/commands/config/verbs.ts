import { changeConfiguration, readConfiguration } from '../../cli/configuration/file.ts';
import { profileOf } from '../../cli/configuration/profile.ts';
import { PROFILE, type Profile } from '../../cli/configuration/schema.ts';
import { SlurmError } from '../../slurm/error.ts';
import { nearest } from '../../slurm/nearest.ts';
import { clusterLines } from '../../ui/clusters.ts';
import { memberText, withMembers } from './members.ts';

interface VerbRequest {
  /** The configuration. */
  readonly file: string;
  /** What follows the verb. */
  readonly words: readonly string[];
  readonly none: boolean;
}

interface Done {
  /** Members of the answer for programs. */
  readonly data: object;
  readonly lines: readonly string[];
  /** For `--output name`; default: the lines. */
  readonly names?: readonly string[];
  /** What the user should know besides. */
  readonly notes?: readonly string[];
}

type VerbAction = (request: VerbRequest) => Promise<Done>;

const SILENT: Done = { data: {}, lines: [] };

const list: VerbAction = async ({ file, words }) => {
  expectWords('list', words, 0, 0);
  const configuration = readConfiguration(file);
  const { current, clusters = {} } = configuration;
  return {
    data: { ...configuration, clusters },
    lines: clusterLines(clusters, current),
    names: Object.keys(clusters),
  };
};

const get: VerbAction = async ({ file, words }) => {
  const [name = '', member] = expectWords('get NAME [MEMBER]', words, 1, 2);
  const profile = profileOf(readConfiguration(file), name, file);
  if (member === undefined) {
    const lines = Object.entries(profile).map(([key, value]) => `${key}=${memberText(value)}`);
    return { data: profile, lines };
  }
  const value = profile[checkMember(member)];
  return { data: { [member]: value ?? null }, lines: value === undefined ? [] : [memberText(value)] };
};

const set: VerbAction = async ({ file, words }) => {
  const [name = '', ...assignments] = expectWords('set NAME MEMBER=VALUE...', words, 2);
  if (!/^\w[\w-]*$/.test(name)) throw usage(`"${name}" is no name; write letters, digits, _ and -.`);
  const members = assignments.map((text): [keyof Profile, string] => {
    const at = text.indexOf('=');
    if (at < 0) throw usage(`Write ${text}=VALUE.`);
    return [checkMember(text.slice(0, at)), text.slice(at + 1)];
  });
  await changeConfiguration(file, ({ document, configuration: { clusters = {} } }) => {
    const before = Object.hasOwn(clusters, name) ? clusters[name]! : {};
    const after = withMembers(before, members, name);
    for (const key of Object.keys(before))
      if (!Object.hasOwn(after, key)) document.deleteIn(['clusters', name, key]);
    for (const [key, value] of Object.entries(after))
      if (value !== before[key as keyof Profile]) document.setIn(['clusters', name, key], value);
  });
  return SILENT;
};

const unset: VerbAction = async ({ file, words }) => {
  const [name = '', ...members] = expectWords('unset NAME [MEMBER]...', words, 1);
  const keys = members.map(checkMember);
  const notes: string[] = [];
  await changeConfiguration(file, ({ document, configuration }) => {
    const left: Profile = { ...profileOf(configuration, name, file) };
    for (const key of keys) delete left[key];
    if (keys.length > 0) withMembers(left, [], name);
    for (const key of keys) document.deleteIn(['clusters', name, key]);
    if (keys.length > 0) return;
    document.deleteIn(['clusters', name]);
    if (configuration.current !== name) return;
    document.delete('current');
    notes.push(
      `${name} was the current cluster; now there is none. "slurmrest config use NAME" chooses one.`,
    );
  });
  return { ...SILENT, notes };
};

const use: VerbAction = async ({ file, words, none }) => {
  const [name = ''] = expectWords('use NAME', words, none ? 0 : 1, none ? 0 : 1);
  await changeConfiguration(file, ({ document, configuration }) => {
    if (none) document.delete('current');
    else if (profileOf(configuration, name, file)) document.set('current', name);
  });
  return SILENT;
};

const path: VerbAction = async ({ file, words }) => {
  expectWords('path', words, 0, 0);
  return { data: { file }, lines: [file] };
};

/** What `slurmrest config` can do. */
export const VERBS: Readonly<Record<string, VerbAction>> = { list, get, set, unset, use, path };

function expectWords(
  form: string,
  words: readonly string[],
  least: number,
  most = Number.POSITIVE_INFINITY,
): readonly string[] {
  if (words.length >= least && words.length <= most) return words;
  throw usage(`Write "slurmrest config ${form}".`);
}

function checkMember(word: string): keyof Profile {
  const known = Object.keys(PROFILE.properties) as (keyof Profile)[];
  const member = known.find((name) => name === word);
  if (member) return member;
  const meant = nearest(word, known);
  const hint = meant ? `Did you mean ${meant}?` : `There are ${known.join(', ')}.`;
  throw usage(`A cluster has no "${word}". ${hint}`);
}

function usage(problem: string): SlurmError {
  return new SlurmError('USAGE', { problem, command: 'config' });
}
