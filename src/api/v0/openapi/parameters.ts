import { type TObject, Type } from '@sinclair/typebox';
import type { Endpoint } from '../endpoint.ts';
import type { Version } from '../version.ts';
import { wordSchema } from './schema-of-type.ts';

/** What the parameters of paths are. */
const PARAMS: Readonly<Record<string, string>> = {
  job_id: 'Id of the job, e.g. `1202`.',
  node_name: 'Name of the node.',
  partition_name: 'Name of the partition.',
  reservation_name: 'Name of the reservation.',
  account_name: 'Name of the account.',
  cluster_name: 'Name of the cluster.',
  id: 'Name of the wckey.',
  name: 'Login name.',
  qos: 'Name or id of the QOS.',
};

/** The parameters of an endpoint's path. */
export function paramsOf({ path }: Endpoint): TObject | undefined {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  if (names.length === 0) return undefined;
  return Type.Object(
    Object.fromEntries(
      names.map((name) => [
        name,
        Type.String({ description: PARAMS[name] ?? `The ${name.replaceAll('_', ' ')}.` }),
      ]),
    ),
  );
}

/** The parameters of an endpoint's query: texts, or one of the words of a kind of flag. */
export function queryOf({ query }: Endpoint, version: Version): TObject | undefined {
  if (!query) return undefined;
  const properties = Object.entries(query).map(([name, parameter]) => {
    const { description, words, required } =
      typeof parameter === 'string' ? { description: parameter } : parameter;
    const schema =
      words === undefined ? Type.String({ description }) : { ...wordSchema(words, version), description };
    return [name, required ? schema : Type.Optional(schema)];
  });
  return Type.Object(Object.fromEntries(properties));
}
