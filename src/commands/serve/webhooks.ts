import { setMaxListeners } from 'node:events';
import type { OpenEngine } from '../../cli/open-engine.ts';
import { accounts } from '../../slurm/accounts.ts';
import type { Caller } from '../../slurm/caller.ts';
import { SlurmError } from '../../slurm/error.ts';
import type { Log } from '../../slurm/log.ts';
import { readKey } from './proxy-key.ts';

interface Webhooks {
  readonly urls: readonly string[];
  readonly secret: string;
}

/**
 * What `--webhook` and `--webhook-secret-file` ask for; undefined = nothing.
 * @throws SlurmError `USAGE`, `KEY_FILE_UNUSABLE`
 */
export function readWebhooks(flags: {
  readonly webhook?: readonly string[] | undefined;
  readonly 'webhook-secret-file'?: string | undefined;
}): Webhooks | undefined {
  const { webhook: urls = [], 'webhook-secret-file': file } = flags;
  if (urls.length === 0 || file === undefined) return undefined;
  for (const url of urls)
    if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) {
      const problem = `--webhook ${url}: an address is like https://example.org/hook.`;
      throw new SlurmError('USAGE', { problem, command: 'serve' });
    }
  return { urls, secret: readKey(file) };
}

/**
 * Tells the receivers of what the daemon's own user may see.
 * @returns stops that
 */
export async function startWebhooks(
  { urls, secret }: Webhooks,
  { scheduler }: OpenEngine,
  log: Log,
): Promise<() => void> {
  const { runWebhook } = await import('../../webhooks/webhook.ts');
  const { openPost } = await import('../../webhooks/post.ts');
  const { readSecret } = await import('../../webhooks/sign.ts');
  const stop = new AbortController();
  setMaxListeners(0, stop.signal);
  const shared = { scheduler, caller: await ownCaller(), secret: readSecret(secret), log, post: openPost() };
  for (const url of urls) void runWebhook({ ...shared, url }, stop.signal);
  return () => stop.abort();
}

async function ownCaller(): Promise<Caller> {
  const [uid, gid] = [process.geteuid!(), process.getegid!()];
  const { name = String(uid) } = (await accounts.byUid(uid)) ?? {};
  return { uid, gid, name, credential: 'local' };
}
