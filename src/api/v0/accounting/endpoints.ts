import type { Endpoint } from '../endpoint.ts';
import { getAccount, getAccounts } from './accounts.ts';
import { getAssociation, getAssociations } from './associations.ts';
import { postAccountedJob, postAccountedJobs } from './changes/modify-jobs.ts';
import { postAccountsAssociation, postUsersAssociation } from './changes/new-associations.ts';
import { postConfig } from './changes/post-config.ts';
import {
  postAccounts,
  postAssociations,
  postClusters,
  postQos,
  postTres,
  postUsers,
  postWckeys,
} from './changes/posts.ts';
import { getCluster, getClusters } from './clusters.ts';
import { getStorageConf } from './conf.ts';
import { getConfig } from './config.ts';
import { getAccountedJob, getAccountedJobs } from './jobs.ts';
import { getQos, getQosList } from './qos.ts';
import {
  deleteAccount,
  deleteAssociation,
  deleteAssociations,
  deleteCluster,
  deleteQos,
  deleteUser,
  deleteWckey,
} from './removals.ts';
import { getInstance, getInstances, getStorageDiag, getStoragePing, getTres } from './storage.ts';
import { getUser, getUsers } from './users.ts';
import { getWckey, getWckeys } from './wckeys.ts';

/** The endpoints of SchedMD's slurmdb plugin. */
export const ACCOUNTING: readonly Endpoint[] = [
  getStoragePing,
  getStorageDiag,
  getConfig,
  getStorageConf,
  getAccountedJobs,
  getAccountedJob,
  getUsers,
  getUser,
  getAccounts,
  getAccount,
  getAssociations,
  getAssociation,
  getQosList,
  getQos,
  getTres,
  getClusters,
  getCluster,
  getWckeys,
  getWckey,
  getInstances,
  getInstance,
  postAccountedJob,
  postAccountedJobs,
  postConfig,
  postUsers,
  postAccounts,
  postAssociations,
  postQos,
  postClusters,
  postWckeys,
  postTres,
  postUsersAssociation,
  postAccountsAssociation,
  deleteUser,
  deleteAccount,
  deleteAssociations,
  deleteAssociation,
  deleteQos,
  deleteCluster,
  deleteWckey,
];
