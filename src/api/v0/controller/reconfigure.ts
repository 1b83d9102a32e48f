import type { Endpoint } from '../endpoint.ts';
import { asking, notOffered } from '../refused.ts';

export const getReconfigure: Endpoint = {
  method: 'GET',
  path: 'reconfigure',
  id: 'get_reconfigure',
  summary: 'Read the configuration anew',
  description: 'As scontrol reconfigure does. Administrators only. That this is a GET is how SchedMD has it.',
  response: 'openapi_resp',
  async handler({ scheduler, caller }) {
    const source = 'op_handler_reconfigure';
    if (!scheduler.reconfigure) throw notOffered('controllers that read their configuration anew', source);
    await asking(scheduler.reconfigure(caller), 'slurm_reconfigure() failed', source);
    return {};
  },
};
