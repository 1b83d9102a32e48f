import { describe, expect, test } from 'vitest';
import { v0 } from '../../../../src/api/v0/index.ts';
import { UNDECLARED } from '../../../../src/api/v0/openapi/schema-of-type.ts';
import { documents } from '../../../../src/engine/openapi/documents.ts';

type Schema = {
  $ref?: string;
  description?: string;
  properties?: Record<string, Schema>;
};
interface Document {
  paths: Record<string, Record<string, { operationId: string }>>;
  components: { schemas: Record<string, Schema> };
}

describe.each(['v0.0.42', 'v0.0.43', 'v0.0.44', 'v0.0.45'])('the document of %s', (version) => {
  const document = documents([], v0)(version) as Promise<unknown> as Promise<Document>;

  test('declares every type its tables and endpoints name, see src/api/v0/openapi/shapes.ts', async () => {
    const undeclared = Object.entries((await document).components.schemas)
      .filter(([, { description }]) => description === UNDECLARED)
      .map(([name]) => name.replace(`${version}_`, ''));
    expect(undeclared).toEqual([]);
  });

  test('says of every member what it is', async () => {
    const silent: string[] = [];
    const look = (at: string, { properties = {} }: Schema) => {
      for (const [name, member] of Object.entries(properties)) {
        if (member.description === undefined && !member.properties) silent.push(`${at}.${name}`);
        look(`${at}.${name}`, member);
      }
    };
    for (const [name, schema] of Object.entries((await document).components.schemas)) look(name, schema);
    expect(silent).toEqual([]);
  });

  test("has SchedMD's operationIds and names", async () => {
    const { paths, components } = await document;
    const short = version.replaceAll('.', '');
    expect(paths[`/slurm/${version}/jobs`]).toMatchObject({
      get: { operationId: `slurm_${short}_get_jobs` },
      delete: { operationId: `slurm_${short}_delete_jobs` },
    });
    for (const name of [
      'job_info',
      'job_desc_msg',
      'openapi_meta',
      'uint32_no_val_struct',
      'node',
      'stats_msg',
    ])
      expect(components.schemas).toHaveProperty([`${version}_${name}`]);
  });

  test('has of each version what it adds and drops', async () => {
    const { properties = {} } = (await document).components.schemas[`${version}_job_info`]!;
    expect('power' in properties).toBe(version !== 'v0.0.45');
    expect('segment_size' in properties).toBe(version !== 'v0.0.42');
    expect(properties['exit_code']).toEqual({
      $ref: `#/components/schemas/${version}_process_exit_code_verbose`,
      description: expect.any(String),
    });
  });
});
