import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--remote-debugging-pipe',
];

/** Milliseconds a page may take to be as wanted; only a failing test waits that long. */
const PATIENCE = 120_000;

// biome-ignore lint/suspicious/noExplicitAny: what the protocol carries is described nowhere in TypeScript
type Carried = any;

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Carried;
  readonly result?: Carried;
  readonly error?: { readonly message: string };
}

/**
 * Headless Chromium with one page, driven by the DevTools protocol over a pipe. It notes what the page asks for and
 * complains of.
 */
export class Browser {
  readonly #child: ChildProcess;
  readonly #folder: string;
  readonly #waiting = new Map<number, (message: Message) => void>();
  #session = '';
  #id = 0;
  /** URLs the page asked for. */
  readonly requests: string[] = [];
  /** Errors of scripts, and what the page's policy forbade. */
  readonly complaints: string[] = [];

  private constructor() {
    this.#folder = mkdtempSync(path.join(tmpdir(), 'slurmrest-browser-'));
    const args = [...FLAGS, `--user-data-dir=${this.#folder}`, 'about:blank'];
    this.#child = spawn('chromium', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
    let rest = '';
    (this.#child.stdio[4] as Readable).setEncoding('utf8').on('data', (chunk: string) => {
      const messages = (rest + chunk).split('\0');
      rest = messages.pop()!;
      for (const message of messages) this.#hear(JSON.parse(message));
    });
  }

  static async open(): Promise<Browser> {
    const browser = new Browser();
    const { targetId } = await browser.#send('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await browser.#send('Target.attachToTarget', { targetId, flatten: true });
    browser.#session = sessionId;
    for (const domain of ['Page', 'Network', 'Log', 'Runtime', 'Audits'])
      await browser.#send(`${domain}.enable`);
    return browser;
  }

  #hear({ id, method, params = {}, ...message }: Message): void {
    if (id !== undefined) this.#waiting.get(id)?.(message);
    if (method === 'Network.requestWillBeSent') this.requests.push(params['request'].url);
    if (method === 'Log.entryAdded') this.#complain(params['entry']);
    if (method === 'Runtime.exceptionThrown')
      this.complaints.push(params['exceptionDetails'].exception?.description ?? 'exception');
    if (method === 'Audits.issueAdded' && params['issue'].code === 'ContentSecurityPolicyIssue')
      this.complaints.push(JSON.stringify(params['issue'].details));
  }

  /** That a request was refused is what some tests want. */
  #complain({ level, text, source }: { level: string; text: string; source: string }): void {
    if (level === 'error' && source !== 'network') this.complaints.push(text);
  }

  async #send(method: string, params: object = {}): Promise<Carried> {
    const id = ++this.#id;
    const answer = new Promise<Message>((resolve) => this.#waiting.set(id, resolve));
    const session = this.#session && { sessionId: this.#session };
    (this.#child.stdio[3] as Writable).write(`${JSON.stringify({ id, method, params, ...session })}\0`);
    const { result, error } = await answer;
    this.#waiting.delete(id);
    if (error) throw new Error(`${method}: ${error.message}`);
    return result ?? {};
  }

  async goto(url: string): Promise<void> {
    await this.#send('Page.navigate', { url });
  }

  /** As if the reader preferred it. */
  async prefer(scheme: 'dark' | 'light'): Promise<void> {
    const features = [{ name: 'prefers-color-scheme', value: scheme }];
    await this.#send('Emulation.setEmulatedMedia', { features });
  }

  async withoutScripts(): Promise<void> {
    await this.#send('Emulation.setScriptExecutionDisabled', { value: true });
  }

  /** Adds headers to every request, as a proxy in front would. */
  async addHeaders(headers: Readonly<Record<string, string>>): Promise<void> {
    await this.#send('Network.setExtraHTTPHeaders', { headers });
  }

  /** The value of an expression in the page. */
  async evaluate(expression: string): Promise<Carried> {
    const { result } = await this.#send('Runtime.evaluate', { expression, returnByValue: true });
    return result.value;
  }

  /** Waits until an expression in the page is true. */
  async waitUntil(expression: string): Promise<void> {
    const end = Date.now() + PATIENCE;
    while ((await this.evaluate(expression)) !== true) {
      if (Date.now() > end) {
        const text = await this.evaluate('document.body?.innerText');
        throw new Error(`Not on the page: ${expression}\n${text}\n${this.complaints}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** Waits until the text of the page is as wanted, and answers it. */
  async waitFor(wanted: RegExp): Promise<string> {
    await this.waitUntil(`${wanted}.test(document.body?.innerText ?? '')`);
    return this.evaluate('document.body.innerText');
  }

  /** A picture of the page as PNG. */
  async picture(): Promise<Buffer> {
    const { data } = await this.#send('Page.captureScreenshot', { captureBeyondViewport: true });
    return Buffer.from(data, 'base64');
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.#child.once('close', resolve));
    await this.#send('Browser.close').catch(() => this.#child.kill('SIGKILL'));
    await ended;
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
