import { BaseCommand, type GlobalFlags } from '../cli/base-command.ts';
import { chooseCluster } from '../cli/choose-cluster.ts';
import { outputFlag, outputForm } from '../cli/output-flag.ts';
import { answeredErrors, type Failure, isFailure } from '../cli/render-error.ts';
import type { Target } from '../cli/target.ts';
import { sourceText } from '../client/token-source.ts';
import { EXIT } from '../slurm/error-table.ts';
import { type Identity, identityLines } from '../ui/identity.ts';

export class Whoami extends BaseCommand {
  static override readonly id = 'whoami';
  static override readonly summary = 'Tell which cluster commands work on, as whom, and whether it answers.';
  static override readonly description =
    'Tells what chose the cluster, the user that requests act as, the credential they carry and until when it is valid. The exit code is 0 when the cluster answers, 4 when it refuses the credential, 5 when it does not answer.';
  static override readonly examples = [
    { description: 'What would commands work on here?', command: 'slurmrest whoami' },
    { description: 'Is my token of another cluster still good?', command: 'slurmrest whoami -M hpc' },
    { description: 'When does it end?', command: 'slurmrest whoami --json | jq .credential.expires' },
  ];
  static override readonly flags = outputFlag('table', 'json', 'yaml');

  async run(): Promise<number> {
    const { flags } = await this.parse(Whoami);
    const form = outputForm(flags);
    const target = await this.target(flags);
    const { identity, failure } = await this.#ask(flags, target);
    const errors = failure ? answeredErrors(failure) : [];
    if (form === 'json' || form === 'yaml') await this.printData(form, { errors, ...identity });
    else {
      this.printLines(identityLines(identity, Date.now() / 1000));
      if (failure) this.complain(failure.message);
    }
    return failure?.exitCode ?? (identity.answers ? EXIT.ok : EXIT.unreachable);
  }

  /** What there is to know, and what keeps the cluster from answering. */
  async #ask(
    flags: GlobalFlags,
    target: Target,
  ): Promise<{ readonly identity: Identity; readonly failure: Failure | undefined }> {
    let identity: Identity = {
      cluster: target.profile ?? null,
      chosen_by: target.chosenBy ?? null,
      ...placeOf(target),
      user: null,
      credential: null,
      answers: false,
    };
    try {
      identity = { ...identity, ...(await this.#credential(flags, target)) };
      const { ping } = await (await this.client(flags)).ping();
      const answers = (ping as { readonly ping?: unknown } | undefined)?.ping === 'UP';
      return { identity: { ...identity, answers }, failure: undefined };
    } catch (error) {
      if (isFailure(error)) return { identity, failure: error };
      throw error;
    }
  }

  async #credential(
    flags: GlobalFlags,
    { url, tokens }: Target,
  ): Promise<Pick<Identity, 'user' | 'credential'>> {
    const user = await this.user(flags);
    if (url === undefined) return { user, credential: { kind: 'process', source: null, expires: null } };
    const { token, expires } = await (await this.credentials(flags)).current();
    if (token === undefined) return { user, credential: { kind: 'none', source: null, expires: null } };
    const source = sourceText(tokens);
    return { user, credential: { kind: 'token', source, expires: expires ?? null } };
  }
}

function placeOf(target: Target): Pick<Identity, 'kind' | 'address'> {
  if (target.url !== undefined) return { kind: 'daemon', address: target.url };
  const cluster = chooseCluster(target);
  return cluster.kind === 'slurmctld'
    ? { kind: 'slurmctld', address: cluster.conf.file }
    : { kind: 'embedded', address: cluster.stateDir };
}
