import type { SlurmConf } from '../../slurm/slurm-conf.ts';
import type { ConnectionOptions } from './connection/persistent-connection.ts';

/** SLURMDBD_PORT of slurmdbd.conf(5). */
const DEFAULT_PORT = 6819;
/** What slurmdbd may think beyond MessageTimeout, as Slurm's own clients wait. Seconds. */
const PATIENCE = 35;

/**
 * Where the accounting storage of a cluster is, its backup behind it; `undefined` where it keeps none in slurmdbd.
 * Source: slurm.conf(5), AccountingStorage….
 */
export function storageAddresses(
  conf: SlurmConf,
): readonly [ConnectionOptions, ...ConnectionOptions[]] | undefined {
  const { values, messageTimeout } = conf;
  const type = (values.get('accountingstoragetype') ?? '').replace(/^accounting_storage\//, '');
  if (type !== 'slurmdbd') return undefined;
  const at = (host: string): ConnectionOptions => ({
    host,
    port: Number(values.get('accountingstorageport')) || DEFAULT_PORT,
    connectMs: messageTimeout * 1000,
    answerMs: (messageTimeout + PATIENCE) * 1000,
  });
  const backup = values.get('accountingstoragebackuphost');
  return [at(values.get('accountingstoragehost') || 'localhost'), ...(backup ? [at(backup)] : [])];
}

/** The configuration that credentials for the storage are made by: AccountingStoragePass is a munged of its own. */
export function storageConf(conf: SlurmConf): SlurmConf {
  const socket = conf.values.get('accountingstoragepass');
  return socket ? { ...conf, authInfo: new Map([...conf.authInfo, ['socket', socket]]) } : conf;
}
