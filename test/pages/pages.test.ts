import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { Browser } from './browser.ts';

// The program that `npm run build` made, since the pages' files are beside it.
const PROGRAM = fileURLToPath(new URL('../../bin/slurmrest.js', import.meta.url));

let folder: string;
let daemon: ChildProcess;
let origin: string;
let token: string;

const environment = () => ({ ...process.env, HOME: folder, SLURMREST_STATE: path.join(folder, 'state') });
const slurmrest = (...words: string[]) =>
  execFileSync(PROGRAM, words, { env: environment(), encoding: 'utf8', cwd: folder });

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'slurmrest-pages-'));
  writeFileSync(path.join(folder, 'key'), 'a key of the proxy', { mode: 0o600 });
  token = slurmrest('token').trim().replace('SLURM_JWT=', '');
  slurmrest('submit', '--hold', '--wrap', 'true', '--array', '0-9');
  slurmrest('submit', '--hold', '--wrap', 'true');
  const args = ['serve', '--allow-root', '--key-file', path.join(folder, 'key'), '127.0.0.1:0'];
  daemon = spawn(PROGRAM, args, { env: environment(), stdio: ['ignore', 'ignore', 'pipe'] });
  origin = await new Promise<string>((resolve, reject) => {
    let told = '';
    daemon.stderr!.setEncoding('utf8').on('data', (chunk: string) => {
      told += chunk;
      const url = /listening on (http:\S+)/.exec(told)?.[1];
      if (url) resolve(url);
    });
    daemon.once('close', () => reject(new Error(told)));
  });
});
afterAll(async () => {
  const ended = new Promise((resolve) => daemon.once('close', resolve));
  daemon.kill('SIGTERM');
  await ended;
  rmSync(folder, { recursive: true, force: true });
});

let browser: Browser;
beforeEach(async () => {
  browser = await Browser.open();
});
afterEach(async () => {
  const { requests, complaints } = browser;
  await browser.close();
  expect(complaints).toEqual([]);
  expect(requests.filter((url) => !url.startsWith(`${origin}/`) && !url.startsWith('data:'))).toEqual([]);
});

/** Puts the token into the field once it is there, as a person does. */
async function signIn(): Promise<void> {
  await browser.waitUntil("document.querySelector('#sign-in')?.hidden === false");
  await browser.evaluate(
    `document.querySelector('#token').value = 'SLURM_JWT=${token}'; document.querySelector('#sign-in button').click()`,
  );
}

/** For people to look at: PAGE_PICTURES names a folder. */
async function keepPicture(name: string): Promise<void> {
  const pictures = process.env['PAGE_PICTURES'];
  if (pictures) writeFileSync(path.join(pictures, `${name}.png`), await browser.picture());
}

test('the reference shows every operation once the token is there, and tries them with it', async () => {
  await browser.goto(`${origin}/`);
  await browser.waitFor(/daemon of the Slurm REST API/);
  await browser.goto(`${origin}/docs`);
  await browser.waitFor(/Authentication failed/);
  await signIn();
  await browser.waitFor(/\/slurm\/v1\/partition\/\{name\}/);
  const { paths } = JSON.parse(slurmrest('openapi'));
  const shown: string[] = await browser.evaluate(
    "[...document.querySelectorAll('.opblock-summary-path')].map((path) => path.dataset.path)",
  );
  expect([...new Set(shown)].sort()).toEqual(Object.keys(paths).sort());
  await keepPicture('docs');

  // Tries one.
  await browser.evaluate("document.querySelector('#operations-controller-ping button').click()");
  await browser.waitFor(/Try it out/);
  await browser.evaluate("document.querySelector('#operations-controller-ping .try-out__btn').click()");
  await browser.waitFor(/Execute/);
  await browser.evaluate("document.querySelector('#operations-controller-ping .execute').click()");
  await browser.waitFor(/"UP"/);
  expect(browser.requests).toContain(`${origin}/slurm/v1/ping`);
});

test('the status page shows figures with the token, which is nowhere but in memory', async () => {
  await browser.goto(`${origin}/status`);
  await browser.waitFor(/Authentication failed/);
  await browser.prefer('light');
  await signIn();
  const text = await browser.waitFor(/Jobs submitted/);
  expect(text).toMatch(/Jobs: 2 .*\nPartition\s+PENDING\s+debug\s+2\b/);
  expect(text).toMatch(/primary\s+UP/);
  expect(text).toMatch(/Nodes\s+State\s+Nodes\s+IDLE\s+1\b/);
  await keepPicture('status-light');
  await browser.prefer('dark');
  await keepPicture('status-dark');
  expect(await browser.evaluate('localStorage.length + sessionStorage.length')).toBe(0);
  expect(await browser.evaluate('document.cookie')).toBe('');
  expect(browser.requests.filter((url) => url.includes(token))).toEqual([]);
  await browser.goto(`${origin}/status`);
  await browser.waitFor(/Authentication failed/);
});

test('the status page needs no scripts behind a proxy that says who asks', async () => {
  await browser.withoutScripts();
  await browser.addHeaders({ 'X-SLURM-API-KEY': 'a key of the proxy', 'X-SLURM-USER-NAME': 'root' });
  await browser.goto(`${origin}/status`);
  expect(await browser.waitFor(/Jobs submitted/)).toMatch(/as root sees it/);
});

test('every page forbids what it does not need, and tells nothing without credentials', async () => {
  for (const path of ['/', '/docs', '/status', '/pages/page.css', '/pages/swagger-ui-bundle.js', '/docs/']) {
    const answer = await fetch(origin + path, { redirect: 'manual' });
    expect(answer.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; script-src 'self'; style-src 'self';.* frame-ancestors 'none'$/,
    );
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    const text = await answer.text();
    if (/html/.test(answer.headers.get('content-type') ?? ''))
      expect(text).not.toMatch(/<script>|<style|javascript:| on\w+=| style=/);
    expect(text).not.toContain('PENDING');
  }
  expect((await fetch(`${origin}/status`)).status).toBe(403);
  for (const path of ['/pages/..%2f..%2fpackage.json', '/pages/swagger-ui.LICENSE', '/pages/', '/nosuch'])
    expect((await fetch(origin + path)).headers.get('content-type')).toBe('application/json');
  const post = await fetch(`${origin}/status`, { method: 'POST' });
  expect([post.status, post.headers.get('content-type')]).toEqual([403, 'application/json']);
});
