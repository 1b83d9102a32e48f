import { existsSync } from 'node:fs';
import { string } from '@oclif/core/args';
import { BaseCommand } from '../cli/base-command.ts';
import { type Cluster, chooseCluster } from '../cli/choose-cluster.ts';
import { type Candidate, completionLines } from '../cli/completion/candidate.ts';
import { type Ask, complete } from '../cli/completion/complete.ts';
import { globalWords } from '../cli/completion/global-words.ts';
import { liveCandidates } from '../cli/completion/live.ts';
import { configurationFile } from '../cli/configuration/location.ts';
import type { Io } from '../cli/io.ts';

/** Seconds the cluster has to answer, where SLURMREST_COMPLETION_TIMEOUT does not say. */
const TIMEOUT = 2;
/** Milliseconds after that until the process ends whatever still hangs. */
const GRACE_MS = 500;

/** What the shells' completion scripts ask: `slurmrest complete -- WORD...`, the last word being the one to complete. */
export class Complete extends BaseCommand {
  static override readonly id = 'complete';
  static override readonly summary = 'List what the last word of a command line may become.';
  static override readonly hidden = true;
  static override readonly args = { word: string({ ignoreStdin: true }) };
  static override readonly strict = false;

  readonly #words: readonly string[];

  constructor(argv: readonly string[], io: Io) {
    const words = argv.slice(argv.indexOf('--') + 1);
    // The flags of the line that say which cluster it is about are this command's too.
    super(globalWords(words), io);
    this.#words = words;
  }

  /** Errors are nobody's to read here: whatever goes wrong, there is less to choose from. */
  async run(): Promise<undefined> {
    const completion = await complete(this.#words, this.#ask).catch(() => ({ candidates: [] }));
    this.printLines(completionLines(completion));
  }

  readonly #ask: Ask = async (kind, jobs) => {
    const seconds = Number(process.env['SLURMREST_COMPLETION_TIMEOUT']) || TIMEOUT;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<readonly []>((resolve) => {
      timer = setTimeout(resolve, seconds * 1000, []);
    });
    this.#end = setTimeout(() => process.exit(), seconds * 1000 + GRACE_MS).unref();
    try {
      return await Promise.race([this.#look(kind, jobs), late]);
    } finally {
      clearTimeout(timer);
    }
  };

  readonly #look: Ask = async (kind, jobs) => {
    const { flags } = await this.parse(Complete);
    if (kind === 'clusters') return configuredClusters();
    const target = await this.target(flags);
    // To complete a word is no reason to make a folder.
    if (target.url === undefined && isUnmade(chooseCluster(target))) return [];
    return liveCandidates(kind, await this.client(flags), jobs);
  };

  #end: NodeJS.Timeout | undefined;
  override async close(): Promise<void> {
    await super.close();
    clearTimeout(this.#end);
  }
}

/** The clusters of the configuration file, each with where it is. */
async function configuredClusters(): Promise<readonly Candidate[]> {
  const { readConfiguration } = await import('../cli/configuration/file.ts');
  const { clusters = {} } = readConfiguration(configurationFile());
  return Object.entries(clusters).map(([value, { url, conf, state }]) => ({
    value,
    description: [url, conf, state].filter(Boolean).join(' '),
  }));
}

/** An embedded scheduler that nobody has used yet. */
function isUnmade(cluster: Cluster): boolean {
  return cluster.kind === 'embedded' && !existsSync(cluster.stateDir);
}
