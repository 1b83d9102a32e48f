import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { SlurmError } from '../../../slurm/error.ts';
import type { Log } from '../../../slurm/log.ts';
import type { ControllerStatus } from '../../../slurm/scheduler.ts';
import type { SlurmConf } from '../../../slurm/slurm-conf.ts';
import { decodeReturnCode } from '../messages/replies.ts';
import type { Request } from '../messages/request.ts';
import { ping } from '../messages/requests.ts';
import type { Reply } from '../wire/frame.ts';
import { MESSAGE } from '../wire/message-type.ts';
import { Reader } from '../wire/reader.ts';
import { Controller, type Sender } from './controller.ts';
import { Places } from './places.ts';

/** Answers of a controller that leaves the work to another one. Nothing was carried out. */
const STANDBY = [2027, 2131];
/** "Too many requests": nothing was carried out, come again after a second. */
const BACK_OFF = 1804;
const BACK_OFF_MS = 1000;
/** More at a time only makes slurmctld slower: it serves them under one lock. */
const MAX_PARALLEL = 32;

/** The controllers of one cluster as one: the one in charge is found and found again. */
export class Controllers {
  private readonly all: readonly [Controller, ...Controller[]];
  private readonly log: Log;
  private readonly timeoutMs: number;
  private readonly closing = new AbortController();
  /** Index of the controller that answered last. */
  private inCharge = 0;
  private readonly places: Places;
  private readonly counts = new Map<string, number>();

  /**
   * @param portsOf the ports of a controller by its place in SlurmctldHost; SlurmctldPort for all when absent
   * @throws SlurmError `CONTROLLER_UNNAMED`
   */
  constructor(
    conf: SlurmConf,
    log: Log,
    portsOf: (index: number) => readonly number[] = () => conf.controllerPorts,
  ) {
    // Every RPC under way listens; that is no leak.
    setMaxListeners(0, this.closing.signal);
    const [first, ...rest] = conf.controllers.map(
      (address, index) =>
        new Controller({
          address,
          ports: portsOf(index),
          timeoutMs: conf.messageTimeout * 1000,
          log,
          signal: this.closing.signal,
        }),
    );
    if (!first) throw new SlurmError('CONTROLLER_UNNAMED', { file: conf.file });
    this.all = [first, ...rest];
    this.log = log;
    this.timeoutMs = conf.messageTimeout * 1000;
    this.places = new Places(
      MAX_PARALLEL,
      this.timeoutMs,
      () =>
        new SlurmError('CONTROLLER_SLOW', {
          address: this.all[this.inCharge]!.address.name,
          count: MAX_PARALLEL,
          seconds: conf.messageTimeout,
        }),
    );
  }

  /**
   * Sends a request to the controller in charge and returns its reply, whatever its kind.
   * @throws SlurmError
   */
  async call(request: Request, sender: Sender): Promise<Reply> {
    this.counts.set(request.name, (this.counts.get(request.name) ?? 0) + 1);
    return this.places.with(async () => {
      const deadline = Date.now() + this.timeoutMs;
      for (;;) {
        const reply = await this.callInOrder(request, sender);
        const mayWait = Date.now() + BACK_OFF_MS < deadline;
        if (returnCodeOf(reply) !== BACK_OFF || !mayWait) return reply;
        await delay(BACK_OFF_MS, undefined, { signal: this.closing.signal });
      }
    });
  }

  /** Starts with the controller that answered last, goes on in the order of SlurmctldHost. */
  private async callInOrder(request: Request, sender: Sender): Promise<Reply> {
    const order = [this.inCharge, ...this.all.keys()].filter((index, at, list) => list.indexOf(index) === at);
    let failure: SlurmError | undefined;
    for (const index of order) {
      const controller = this.all[index]!;
      try {
        const reply = await controller.call(request, sender);
        if (STANDBY.includes(returnCodeOf(reply))) {
          failure ??= new SlurmError('CONTROLLER_STANDBY', { address: controller.address.name });
          continue;
        }
        if (this.inCharge !== index)
          this.log.info(`slurmctld at ${controller.address.name} is in charge now`);
        this.inCharge = index;
        return reply;
      } catch (error) {
        // Only what was certainly not carried out, or may be repeated, goes on to the next.
        const mayGoOn =
          error instanceof SlurmError &&
          (error.code === 'CONTROLLER_UNREACHABLE' || (request.repeatable && isSilence(error)));
        if (!mayGoOn) throw error;
        failure = error;
      }
    }
    throw failure!;
  }

  /** How many requests were sent, by name. */
  get sent(): ReadonlyMap<string, number> {
    return this.counts;
  }

  /** Changes when another controller answers: its clock is not that of the one before. */
  get clock(): number {
    return this.inCharge;
  }

  /**
   * Asks every controller whether it answers.
   * @param onSent told each time a question goes out
   */
  async ping(sender: Sender, onSent?: () => void): Promise<ControllerStatus[]> {
    return Promise.all(
      this.all.map(async (controller, index): Promise<ControllerStatus> => {
        const status = {
          hostname: controller.address.name,
          mode: index === 0 ? 'primary' : `backup${index}`,
        };
        try {
          const code = returnCodeOf(await controller.call({ ...ping(), onSent }, sender));
          // A standby refuses the ping, and so is there.
          return {
            ...status,
            up: code === 0 || STANDBY.includes(code),
            status: STANDBY.includes(code) ? 0 : code,
          };
        } catch (error) {
          if (!(error instanceof SlurmError) || error.status === 403) throw error;
          return { ...status, up: false, status: error.errno };
        }
      }),
    );
  }

  close(): void {
    this.closing.abort();
  }
}

/** The code of a RESPONSE_SLURM_RC, else 0; leaves the reply as it is. */
function returnCodeOf(reply: Reply): number {
  if (reply.type !== MESSAGE.RESPONSE_SLURM_RC) return 0;
  return decodeReturnCode(new Reader(reply.body.bytes, reply.body.position)).code;
}

function isSilence({ code }: SlurmError): boolean {
  return code === 'CONTROLLER_TIMEOUT' || code === 'CONTROLLER_CLOSED' || code === 'CONTROLLER_CUT';
}
