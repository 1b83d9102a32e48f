import { Type } from '@sinclair/typebox';
import { lasting } from '../../engine/lasting.ts';
import { once } from '../../engine/once.ts';
import { defineOperation } from '../../engine/operation.ts';
import { summarisePing } from '../../slurm/ping-summary.ts';
import type { ControllerStatus } from '../../slurm/scheduler.ts';
import { diagFields } from './diag-fields.ts';
import { DONE_EXAMPLE, PING_EXAMPLE } from './examples.ts';
import { NO_ERRORS, presenter, schemaOf } from './field.ts';

const presentDiag = presenter(diagFields);

const pingSchema = once(() =>
  Type.Object(
    {
      ping: Type.Union([Type.Literal('UP'), Type.Literal('DOWN')], {
        description: 'UP when a controller answers.',
      }),
      status: Type.Integer({ description: "0, or Slurm's error number of the failed ping." }),
      mode: Type.String({
        description: '`primary`, or `backup1`, `backup2` …: the controller that answers.',
      }),
    },
    {
      description:
        'Beside these members one object under the host name of every configured controller; where there are several, it has the same members about that one.',
      additionalProperties: Type.Object({}),
    },
  ),
);
const diagSchema = once(() => schemaOf('Diagnostics', diagFields(), 'Counters of the controller.'));

const answers = new WeakMap<readonly ControllerStatus[], object>();

/** The answer to all who share one look at the controllers. */
function pingAnswer(controllers: readonly ControllerStatus[]): object {
  let answer = answers.get(controllers);
  if (!answer) {
    answer = lasting({ errors: [], ping: summarisePing(controllers) });
    answers.set(controllers, answer);
  }
  return answer;
}

export const ping = defineOperation({
  method: 'GET',
  path: '/slurm/v1/ping',
  operationId: 'ping',
  summary: 'Ping the controllers',
  description: 'Asks every configured controller whether it is there.',
  tags: ['controller'],
  get response() {
    return Type.Object({ errors: NO_ERRORS, ping: pingSchema() });
  },
  examples: PING_EXAMPLE,
  async handler({ caller, scheduler }) {
    return pingAnswer(await scheduler.ping(caller));
  },
});

export const diag = defineOperation({
  method: 'GET',
  path: '/slurm/v1/diag',
  operationId: 'diag',
  summary: 'Get diagnostics',
  description: 'The counters sdiag shows, as a flat object.',
  tags: ['controller'],
  get response() {
    return diagSchema();
  },
  async handler({ caller, scheduler }) {
    return presentDiag(await scheduler.diagnostics(caller));
  },
});

export const resetDiag = defineOperation({
  method: 'POST',
  path: '/slurm/v1/diag/reset',
  operationId: 'resetDiag',
  summary: 'Reset diagnostics',
  description: 'Sets the counters to zero, as sdiag --reset does; administrators only.',
  tags: ['controller'],
  response: Type.Object({ errors: NO_ERRORS }),
  errors: ['ACCESS_DENIED'],
  examples: DONE_EXAMPLE,
  async handler({ caller, scheduler }) {
    await scheduler.resetDiagnostics(caller);
    return { errors: [] };
  },
});
