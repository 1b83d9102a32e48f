// A plugin of slurmrest: a site's own REST command, loaded with
//
//   slurmrest serve --plugin queue-length.js localhost:6820
//
// It answers GET /site/v1/queue/{partition} with the number of pending and running jobs, in JSON or YAML like
// every other command, behind the same authentication, and it is in GET /openapi.
//
//   $ curl --unix-socket /run/slurmrest.sock http://localhost/site/v1/queue/debug
//   {"errors":[],"partition":"debug","pending":2,"running":1}
//
// The default export is a function that is given what it needs: `defineOperation`, `Type` (TypeBox, for the
// schemas) and `SlurmError` (whose codes decide the status of an answer). It returns one operation or a list.

export default function plugin({ defineOperation, Type, SlurmError }) {
  return defineOperation({
    method: 'GET',
    path: '/site/v1/queue/{partition}',
    operationId: 'getQueueLength',
    summary: 'Count the jobs of a partition',
    description: 'How many jobs of a partition wait and how many run, as far as the caller may see them.',
    tags: ['site'],

    // Requests that do not fit these schemas are refused before the handler is called.
    params: Type.Object({ partition: Type.String({ description: 'Name of the partition.' }) }),
    query: Type.Object({
      user: Type.Optional(Type.String({ description: 'Count the jobs of this user only.' })),
    }),
    response: Type.Object({
      errors: Type.Array(Type.Object({})),
      partition: Type.String(),
      pending: Type.Integer(),
      running: Type.Integer(),
    }),
    errors: ['PARTITION_UNKNOWN'],

    // `scheduler` acts with the rights of `caller`, whichever scheduler is behind it.
    async handler({ caller, scheduler, params, query }) {
      const partitions = await scheduler.partitions(caller);
      if (!partitions.records.some(({ name }) => name === params.partition))
        throw new SlurmError('PARTITION_UNKNOWN', { partition: params.partition });
      const { records } = await scheduler.jobs(caller);
      const jobs = records.filter(
        (job) =>
          job.partition.split(',').includes(params.partition) &&
          (query.user === undefined || job.user_name === query.user),
      );
      const count = (state) => jobs.filter((job) => job.job_state === state).length;
      return {
        errors: [],
        partition: params.partition,
        pending: count('PENDING'),
        running: count('RUNNING'),
      };
    },
  });
}
