/** A schema of OpenAPI, as far as it is compared. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** A document of slurmrestd's or ours. */
export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId: string }>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** The operationIds of a version, e.g. `slurm_v0045_get_jobs`. */
export function operationIds({ paths }: OpenApi, version: string): readonly string[] {
  return Object.entries(paths)
    .filter(([path]) => path.includes(`/${version}/`))
    .flatMap(([, methods]) => Object.values(methods).map(({ operationId }) => operationId));
}

/** Names of the schemas that operations of these plugins use. */
function usedBy({ paths, components }: OpenApi, version: string, plugins: readonly string[]): Set<string> {
  const used = new Set<string>();
  const look = (value: unknown) => {
    for (const [, name = ''] of JSON.stringify(value).matchAll(/#\/components\/schemas\/([^"]+)/g)) {
      if (used.has(name)) continue;
      used.add(name);
      look(components.schemas[name] ?? {});
    }
  };
  for (const [path, operations] of Object.entries(paths))
    if (plugins.some((plugin) => path.startsWith(`/${plugin}/${version}/`))) look(operations);
  return used;
}

/**
 * The types of all members of a version's schemas, by `schema.member`; a list of words is its words.
 * @param plugins of what their operations use alone
 */
export function membersOf(
  document: OpenApi,
  version: string,
  plugins?: readonly string[],
): ReadonlyMap<string, string> {
  const used = plugins && usedBy(document, version, plugins);
  const prefix = `${version}_`;
  const { schemas } = document.components;
  const nameOf = ($ref: string) => $ref.replace(`#/components/schemas/${prefix}`, '');
  const typeOf = (schema: Schema): string => {
    if (schema.$ref) {
      // Whether a list of words has a name of its own says nothing.
      const target = schemas[prefix + nameOf(schema.$ref)];
      return target?.items?.enum ? typeOf(target) : nameOf(schema.$ref);
    }
    if (schema.anyOf) return `${typeOf(schema.anyOf[0]!)}?`;
    if (schema.enum) return [...schema.enum].sort().join('|');
    if (schema.type === 'array') return `${typeOf(schema.items ?? {})}[]`;
    return schema.format ? `${schema.type}/${schema.format}` : (schema.type ?? 'anything');
  };
  const members = new Map<string, string>();
  const look = (at: string, schema: Schema) => {
    if (!schema.properties) members.set(at, typeOf(schema));
    for (const [name, member] of Object.entries(schema.properties ?? {})) look(`${at}.${name}`, member);
  };
  for (const [name, schema] of Object.entries(schemas))
    if (name.startsWith(prefix) && (used?.has(name) ?? true)) look(name.slice(prefix.length), schema);
  return members;
}
