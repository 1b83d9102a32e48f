import type { ControllerStatus } from './scheduler.ts';

/** One controller, or all of them as one. */
interface PingState {
  readonly ping: 'UP' | 'DOWN';
  readonly status: number;
  readonly mode: string;
}

export type PingSummary = PingState & Readonly<Record<string, unknown>>;

/**
 * Controllers as `/slurm/v1/ping` shows them: the one that answers, and a member named as the host of each. Of several
 * the member says what is up; where there is only one, everything about it is said already, and the member is empty as
 * on the slides.
 */
export function summarisePing(controllers: readonly ControllerStatus[]): PingSummary {
  const shown = controllers.find(({ up }) => up) ?? controllers[0];
  const several = controllers.length > 1;
  return {
    ...Object.fromEntries(controllers.map((one) => [one.hostname, several ? stateOf(one) : {}])),
    ...(shown ? stateOf(shown) : { ping: 'DOWN', status: 0, mode: '' }),
  };
}

function stateOf({ up, status, mode }: ControllerStatus): PingState {
  return { ping: up ? 'UP' : 'DOWN', status, mode };
}
