import path from 'node:path';
import { type ConfLine, type ConfPair, readConfFile } from './conf-file.ts';
import { SlurmError } from './error.ts';
import { expandHostlist } from './hostlist.ts';

/** One controller of the cluster, primary first. */
export interface ControllerAddress {
  /** Host name as slurmctld knows itself. */
  readonly name: string;
  /** Where to connect; the name unless SlurmctldHost gives `name(address)`. */
  readonly address: string;
}

/** A definition line after DEFAULT lines were merged into it; keys in lower case. */
export interface Definition {
  /** Host names of a node line, the name of a partition or node set line. */
  readonly names: readonly string[];
  readonly values: ReadonlyMap<string, string>;
  /** `file:line`, for messages. */
  readonly where: string;
}

export interface PartitionDefinition extends Definition {
  readonly name: string;
  /** Host names, node sets and `ALL` resolved, in the order of the node lines for those. */
  readonly nodes: readonly string[];
}

/** What slurm.conf says. Everything not named here is in {@link SlurmConf.values}, as text. */
export interface SlurmConf {
  readonly file: string;
  /** Folder of {@link file}; keys and certificates are looked for here. */
  readonly folder: string;
  readonly clusterName: string;
  readonly controllers: readonly ControllerAddress[];
  /** Any of these ports serves. */
  readonly controllerPorts: readonly [number, ...number[]];
  /** e.g. `auth/munge`. */
  readonly authType: string;
  readonly authAltTypes: readonly string[];
  /** AuthInfo, e.g. `socket` → path; a bare word maps to `''`. Keys in lower case. */
  readonly authInfo: ReadonlyMap<string, string>;
  readonly authAltParameters: ReadonlyMap<string, string>;
  readonly slurmUser: string;
  /** Seconds. */
  readonly messageTimeout: number;
  readonly stateSaveLocation: string;
  /** Every single-valued option, key in lower case; of repeated ones the last. */
  readonly values: ReadonlyMap<string, string>;
  readonly nodes: readonly Definition[];
  readonly nodeSets: readonly Definition[];
  readonly downNodes: readonly Definition[];
  readonly partitions: readonly PartitionDefinition[];
}

/** SLURMCTLD_PORT of slurm.conf(5). */
const DEFAULT_PORT = 6817;
/** More ports than any SlurmctldPort range spans. */
const MAX_PORTS = 1024;

/** Keys that open a definition: the rest of their line belongs to it. */
const DEFINITIONS = [
  'nodename',
  'partitionname',
  'nodeset',
  'downnodes',
  'frontendname',
  'switchname',
] as const;
type DefinitionKey = (typeof DEFINITIONS)[number];

interface RawDefinition {
  readonly expression: string;
  readonly values: ReadonlyMap<string, string>;
  readonly where: string;
}

/**
 * Reads slurm.conf with everything it includes.
 * Source: slurm.conf(5).
 * @throws SlurmError `CONF_UNREADABLE`, `CONF_MALFORMED` (with file and line)
 */
export function readSlurmConf(file: string): SlurmConf {
  return slurmConfFrom(readConfFile(file), path.resolve(file));
}

function slurmConfFrom(lines: readonly ConfLine[], file: string): SlurmConf {
  const values = new Map<string, string>();
  const whereOf = new Map<string, string>();
  const hosts: ControllerAddress[] = [];
  const raw: Record<DefinitionKey, RawDefinition[]> = {
    nodename: [],
    partitionname: [],
    nodeset: [],
    downnodes: [],
    frontendname: [],
    switchname: [],
  };
  for (const { pairs, where } of lines) {
    for (const [index, { key, value }] of pairs.entries()) {
      const name = key.toLowerCase();
      if (isDefinition(name)) {
        raw[name].push({ expression: value, values: valuesOf(pairs.slice(index + 1)), where });
        break;
      }
      if (name === 'slurmctldhost') hosts.push(controllerAddress(value, where));
      values.set(name, value);
      whereOf.set(name, where);
    }
  }

  const at = (key: string): string => whereOf.get(key) ?? file;
  const nodes = definitions(raw.nodename, 'hosts');
  const nodeSets = definitions(raw.nodeset, 'name');
  const slurmUser = values.get('slurmuser') ?? 'root';
  return {
    file,
    folder: path.dirname(file),
    clusterName: values.get('clustername') ?? '',
    controllers: hosts.length > 0 ? hosts : oldControllers(values),
    controllerPorts: ports(values.get('slurmctldport'), at('slurmctldport')),
    authType: values.get('authtype') ?? 'auth/munge',
    authAltTypes: words(values.get('authalttypes')),
    authInfo: options(values.get('authinfo')),
    authAltParameters: options(values.get('authaltparameters')),
    slurmUser,
    messageTimeout: positive(values.get('messagetimeout'), 10, at('messagetimeout')),
    stateSaveLocation: values.get('statesavelocation') ?? '/var/spool',
    values,
    nodes,
    nodeSets,
    downNodes: definitions(raw.downnodes, 'hosts'),
    partitions: definitions(raw.partitionname, 'name').map((partition) => ({
      ...partition,
      name: partition.names[0] ?? '',
      nodes: partitionNodes(partition, nodes, nodeSets),
    })),
  };
}

function isDefinition(key: string): key is DefinitionKey {
  return (DEFINITIONS as readonly string[]).includes(key);
}

function valuesOf(pairs: readonly ConfPair[]): Map<string, string> {
  return new Map(pairs.map(({ key, value }) => [key.toLowerCase(), value]));
}

/** Merges the values of `…=DEFAULT` lines into the lines that follow them. */
function definitions(raw: readonly RawDefinition[], kind: 'hosts' | 'name'): Definition[] {
  const found: Definition[] = [];
  let defaults: ReadonlyMap<string, string> = new Map();
  for (const { expression, values, where } of raw) {
    const merged = new Map([...defaults, ...values]);
    if (expression.toUpperCase() === 'DEFAULT') {
      defaults = merged;
      continue;
    }
    const names = kind === 'hosts' ? hostsAt(expression, where) : [expression];
    found.push({ names, values: merged, where });
  }
  return found;
}

function partitionNodes(
  partition: Definition,
  nodes: readonly Definition[],
  nodeSets: readonly Definition[],
): string[] {
  const found = new Set<string>();
  const add = (expression: string, where: string, depth: number): void => {
    for (const name of hostsAt(expression, where)) {
      const set = nodeSets.find((one) => one.names[0] === name);
      if (name.toUpperCase() === 'ALL') for (const node of nodes.flatMap((one) => one.names)) found.add(node);
      else if (set && depth < nodeSets.length) addSet(set, depth);
      else found.add(name);
    }
  };
  const addSet = (set: Definition, depth: number): void => {
    const feature = set.values.get('feature');
    for (const node of nodes) {
      if (
        feature !== undefined &&
        words(node.values.get('features') ?? node.values.get('feature')).includes(feature)
      ) {
        for (const name of node.names) found.add(name);
      }
    }
    const listed = set.values.get('nodes');
    if (listed !== undefined) add(listed, set.where, depth + 1);
  };
  const listed = partition.values.get('nodes');
  if (listed !== undefined && listed !== '(null)') add(listed, partition.where, 0);
  return [...found];
}

function hostsAt(expression: string, where: string): string[] {
  try {
    return expandHostlist(expression);
  } catch (cause) {
    throw new SlurmError('CONF_MALFORMED', { where, problem: (cause as Error).message }, { cause });
  }
}

/** `name` or `name(address)`. */
function controllerAddress(value: string, where: string): ControllerAddress {
  const match = /^([^()\s]+)(?:\(([^()\s]+)\))?$/.exec(value);
  if (!match)
    throw new SlurmError('CONF_MALFORMED', {
      where,
      problem: `SlurmctldHost=${value} is not NAME or NAME(ADDRESS)`,
    });
  const [, name = '', address = name] = match;
  return { name, address };
}

/** The pair of options that SlurmctldHost replaced. */
function oldControllers(values: ReadonlyMap<string, string>): ControllerAddress[] {
  const pairs = [
    ['controlmachine', 'controladdr'],
    ['backupcontroller', 'backupaddr'],
  ] as const;
  return pairs.flatMap(([nameKey, addressKey]) => {
    const name = values.get(nameKey);
    return name ? [{ name, address: values.get(addressKey) ?? name }] : [];
  });
}

function ports(value: string | undefined, where: string): [number, ...number[]] {
  if (value === undefined) return [DEFAULT_PORT];
  const [, low, high = low] = /^(\d+)(?:-(\d+))?$/.exec(value) ?? [];
  const first = Number(low);
  const last = Number(high);
  if (!(first >= 1 && last <= 65535 && first <= last && last - first < MAX_PORTS)) {
    throw new SlurmError('CONF_MALFORMED', {
      where,
      problem: `SlurmctldPort=${value} is not a port or a range of ports`,
    });
  }
  const rest = Array.from({ length: last - first }, (_, index) => first + 1 + index);
  return [first, ...rest];
}

function positive(value: string | undefined, fallback: number, where: string): number {
  if (value === undefined) return fallback;
  const seconds = Number(value);
  if (!(Number.isInteger(seconds) && seconds > 0)) {
    throw new SlurmError('CONF_MALFORMED', { where, problem: `"${value}" is not a positive whole number` });
  }
  return seconds;
}

/** Comma-separated words. */
function words(value: string | undefined): string[] {
  return (value ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

/** `a=1,b` as a map; keys in lower case. */
function options(value: string | undefined): Map<string, string> {
  return new Map(
    words(value).map((word) => {
      const [key = '', ...rest] = word.split('=');
      return [key.toLowerCase(), rest.join('=')];
    }),
  );
}
