import { readFile } from 'node:fs/promises';
import { VERSION } from '../version.ts';

/** The build's copies: of this folder's assets, and of swagger-ui-dist. */
const FOLDER = new URL('../../dist/pages/', import.meta.url);

const TYPES = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8' } as const;

/** What pages may load. Nothing else is ever read. */
const FILES = [
  'page.css',
  'sign-in.js',
  'status.js',
  'docs.js',
  'swagger-ui.css',
  'swagger-ui-bundle.js',
] as const;

type FileName = (typeof FILES)[number];

const bodies = new Map<FileName, Promise<Uint8Array<ArrayBuffer>>>();

/** A file of the pages and the headers of its type; `undefined` for any name but theirs. */
export async function pageFile(
  name: string,
): Promise<{ body: Uint8Array<ArrayBuffer>; headers: Record<string, string> } | undefined> {
  const file = FILES.find((known) => known === name);
  if (file === undefined) return undefined;
  let body = bodies.get(file);
  if (!body) {
    body = readFile(new URL(file, FOLDER)) as Promise<Uint8Array<ArrayBuffer>>;
    bodies.set(file, body);
  }
  const type = TYPES[file.endsWith('.css') ? 'css' : 'js'];
  return {
    body: await body,
    headers: { 'Content-Type': type, ETag: `"${VERSION}"`, 'Cache-Control': 'no-cache' },
  };
}
