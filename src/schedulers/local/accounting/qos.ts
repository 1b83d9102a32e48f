import { BLANK_QOS, type Qos } from '../../../slurm/accounting/qos.ts';

/** The one there is, as sacctmgr(1) makes it for a new cluster. */
export const NORMAL_QOS: Qos = { ...BLANK_QOS, id: 1, name: 'normal', description: 'Normal QOS default' };
