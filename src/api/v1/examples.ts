const ENVIRONMENT = {
  PATH: '/bin:/usr/bin/:/usr/local/bin/',
  LD_LIBRARY_PATH: '/lib/:/lib64/:/usr/local/lib',
};

const JOB = {
  account: 'test',
  ntasks: 20,
  name: 'test18.1',
  nodes: [2, 4],
  current_working_directory: '/tmp/',
  user_id: 1000,
  group_id: 1000,
  environment: ENVIRONMENT,
};

const SCRIPT = '#!/bin/bash\nsrun echo it works';

/** The submissions of the slides. */
export const SUBMIT_EXAMPLES = {
  body: {
    job: { summary: 'A job', value: { job: JOB, script: '#!/bin/bash\necho it works' } },
    array: { summary: 'A job array', value: { job: { ...JOB, array: '1-1000' }, script: SCRIPT } },
    het: {
      summary: 'A het job',
      value: { job: [JOB, { ...JOB, ntasks: 2, name: 'test18.3' }], script: SCRIPT },
    },
  },
  response: {
    accepted: {
      summary: 'Accepted',
      value: { errors: [], job_id: 115, step_id: 'BATCH', job_submit_user_msg: null },
    },
  },
};

export const UPDATE_EXAMPLES = {
  body: {
    limit: { summary: 'Another time limit', value: { time: '1:30:00' } },
    hold: { summary: 'Hold a job', value: { hold: true } },
  },
  response: { done: { summary: 'Done', value: { errors: [] } } },
};

export const DONE_EXAMPLE = { response: { done: { summary: 'Done', value: { errors: [] } } } };

export const PING_EXAMPLE = {
  response: {
    up: {
      summary: 'The controller answers',
      value: { errors: [], ping: { spheron: {}, ping: 'UP', status: 0, mode: 'primary' } },
    },
  },
};
