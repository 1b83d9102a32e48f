import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Type } from '@sinclair/typebox';
import { SlurmError } from '../slurm/error.ts';
import { defineOperation, METHODS, type Operation } from './operation.ts';

/** What a plugin is given, so that it needs no imports of its own. */
export interface PluginApi {
  readonly defineOperation: typeof defineOperation;
  /** TypeBox's schema builder. */
  readonly Type: typeof Type;
  /** The error class whose codes decide the status of an answer. */
  readonly SlurmError: typeof SlurmError;
}

/**
 * Default export of a plugin: its operations, or a function that makes them.
 * @public for plugins in TypeScript
 */
export type Plugin =
  | Operation
  | readonly Operation[]
  | ((api: PluginApi) => Operation | readonly Operation[] | Promise<Operation | readonly Operation[]>);

const API: PluginApi = { defineOperation, Type, SlurmError };

/**
 * The operations of plugin files: ES modules, in JavaScript or, where this Node runs it, TypeScript.
 * @throws SlurmError `PLUGIN_BROKEN` for a file that cannot be loaded or exports something else
 */
export async function loadPlugins(files: readonly string[]): Promise<Operation[]> {
  const loaded: Operation[] = [];
  for (const file of files) loaded.push(...(await loadPlugin(file)));
  return loaded;
}

async function loadPlugin(file: string): Promise<readonly Operation[]> {
  const path = resolve(file);
  try {
    await stat(path);
  } catch {
    throw broken(file, 'there is no such file');
  }
  let made: unknown;
  try {
    const module = (await import(pathToFileURL(path).href)) as { default?: unknown };
    made = typeof module.default === 'function' ? await module.default(API) : module.default;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ERR_UNKNOWN_FILE_EXTENSION')
      throw broken(file, `Node ${process.version} loads no such file; write it as .js or .mjs`);
    throw broken(file, `it fails when loaded: ${message}`, error);
  }
  if (made === undefined) throw broken(file, 'it has no default export; export its operations as default');
  const operations = Array.isArray(made) ? made : [made];
  for (const operation of operations) {
    const problem = problemOf(operation);
    if (problem !== undefined) throw broken(file, problem);
  }
  return operations as Operation[];
}

function broken(file: string, problem: string, cause?: unknown): SlurmError {
  return new SlurmError('PLUGIN_BROKEN', { file, problem }, { cause, source: file });
}

/** Why a value is no operation; `undefined` for one that is. */
function problemOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return `it exports ${String(value)}, not an operation`;
  const { method, path, operationId, summary, description, tags, response, handler } =
    value as Partial<Operation>;
  if (typeof path !== 'string' || !/^(\/[^/{}?#\s]+|\/\{\w+\})+$/.test(path))
    return `path ${JSON.stringify(path)} must begin with a slash and end without one, such as /site/v1/quota/{user}`;
  if (!METHODS.includes(method!)) return `${path}: method must be one of ${METHODS.join(', ')}`;
  for (const [name, text] of Object.entries({ operationId, summary, description })) {
    if (typeof text !== 'string' || text === '') return `${path}: ${name} must be a text`;
  }
  if (!Array.isArray(tags) || tags.length === 0) return `${path}: tags must be a list of at least one text`;
  if (typeof response !== 'object') return `${path}: response must be a schema made with Type`;
  if (typeof handler !== 'function') return `${path}: handler must be a function`;
  const named = new Set([...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]));
  const described = Object.keys((value as Operation).params?.properties ?? {});
  if (described.length !== named.size || described.some((name) => !named.has(name)))
    return `${path}: params must describe exactly the {names} in the path`;
  return undefined;
}
