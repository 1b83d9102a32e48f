import { Type } from '@sinclair/typebox';
import { defineOperation } from '../../../engine/operation.ts';
import { streamReply } from '../../../engine/stream-reply.ts';

const DESCRIPTION = `Server-sent events of jobs and nodes that the caller may see, from now on, as they come, go, and change their state; what came and went within a second is told as one change.

Each event has an \`id\`. A client that lost the connection sends the last one as \`Last-Event-ID\`, as browsers do by themselves, and goes on where it was. The events are:

- \`ready\`: from here on nothing is missed. List jobs and nodes now.
- \`reset\`: what happened since \`Last-Event-ID\` is not known any more. List anew.
- \`job\`: \`job_id\`, \`array_job_id\` and \`array_task_id\` of a task, \`user_name\`, \`partition\`, \`name\`, \`old_state\` and \`new_state\`.
- \`node\`: \`name\`, \`reason\` if there is one, \`old_state\` and \`new_state\`.

\`old_state\` is null of what is new, \`new_state\` of what the cluster has forgotten. A comment comes at least every 15 seconds. A stream ends after an hour, so that credentials are checked anew.`;

export const streamEvents = defineOperation({
  method: 'GET',
  path: '/slurm/v1/events',
  operationId: 'streamEvents',
  summary: 'Hear of changes',
  description: DESCRIPTION,
  tags: ['controller'],
  response: Type.String({ description: 'Events, one after the other.' }),
  produces: { name: 'text/event-stream', format: 'text' },
  errors: ['STREAMS_EXHAUSTED'],
  async handler({ caller, scheduler, headers }) {
    const { feedOf } = await import('./feeds.ts');
    const { eventStream, placeIn } = await import('./event-stream.ts');
    const feed = feedOf(scheduler, caller);
    // What cannot be looked at is refused now, with a status.
    await feed.look(caller);
    const place = placeIn(feed, headers.get('last-event-id'));
    return streamReply({
      status: 200,
      headers: { 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' },
      endless: true,
      pieces: (gone) => eventStream(feed, place, gone),
      close: () => {},
    });
  },
});
