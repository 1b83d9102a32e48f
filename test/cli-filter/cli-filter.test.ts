import { chmodSync, copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CliFilter } from '../../src/cli-filter/cli-filter.ts';
import { filteredScheduler } from '../../src/cli-filter/filtered-scheduler.ts';
import type { Caller } from '../../src/slurm/caller.ts';
import type { JobDescription, Submission } from '../../src/slurm/job-description.ts';
import { type Log, SILENT } from '../../src/slurm/log.ts';
import { FakeScheduler } from '../engine/fake-scheduler.ts';
import { buildProgram, type Program } from '../server/process/program.ts';

const EXAMPLES = path.resolve(import.meta.dirname, '../../examples/cli-filter');
const NATE: Caller = { uid: 1000, gid: 1000, name: 'nate', credential: 'local' };

let program: Program;
/** A thread takes long to start, so each file has one filter for all tests; a Lua file is read anew for each call. */
const filters = new Map<string, CliFilter>();
beforeAll(async () => {
  program = await buildProgram();
  // Whoever the checkout belongs to: root takes filters from root alone.
  for (const name of ['filter.js', 'cli_filter.lua']) {
    copyFileSync(path.join(EXAMPLES, name), example(name));
    chmodSync(example(name), 0o600);
  }
});
afterAll(async () => {
  await Promise.all(Array.from(filters.values(), (filter) => filter.close()));
  await program.dispose();
});

const example = (name: string) => path.join(program.folder, `example-${name}`);

/** A filter of this text; `body` of a Lua filter goes into slurm_cli_pre_submit. */
function filterOf(name: string, text: string): string {
  const file = path.join(program.folder, name);
  writeFileSync(file, text, { mode: 0o600 });
  return file;
}

const lua = (body: string, post = '', name = 'filter.lua') =>
  filterOf(
    name,
    `function slurm_cli_setup_defaults(options, early) return slurm.SUCCESS end
     function slurm_cli_pre_submit(options, offset) ${body} return slurm.SUCCESS end
     function slurm_cli_post_submit(offset, job_id, step_id) ${post} return slurm.SUCCESS end`,
  );

function clusterBehind(file: string, limitMs = 60_000) {
  const lines: string[] = [];
  const line = (message: string) => void lines.push(message);
  const log: Log = { error: line, info: line, verbose: line, debug: line };
  let filter = filters.get(file);
  if (!filter) {
    filter = new CliFilter({ program: path.join(program.folder, 'program.js'), file, log: SILENT, limitMs });
    filters.set(file, filter);
  }
  const fake = new FakeScheduler(1202);
  const scheduler = filteredScheduler(fake, filter, log);
  const submit = (...jobs: JobDescription[]) =>
    scheduler.submit(NATE, { jobs: jobs as unknown as Submission['jobs'], script: '#!/bin/sh\n' });
  return { fake, filter, submit, lines };
}

describe.each(['filter.js', 'cli_filter.lua'])('the example %s', (name) => {
  test('fills in, changes, refuses and hears of the job', async () => {
    const { fake, submit, lines } = clusterBehind(example(name));
    await expect(submit({ account: 'physics' })).resolves.toMatchObject({
      jobId: 1202,
      userMessage: undefined,
    });
    await expect(
      submit({ account: 'physics', time_limit: 5, tres_per_job: 'gres/gpu:2' }),
    ).resolves.toMatchObject({
      userMessage: 'Component 0 asks for GPUs, so it goes to partition gpu.',
    });
    await expect(submit({ name: 'x' })).rejects.toMatchObject({
      code: 'CLI_FILTER_REFUSED',
      status: 400,
      message: "The site's cli_filter refused the job: nate, name the account that pays: --account.",
    });
    expect(fake.submissions.map(({ jobs }) => jobs)).toEqual([
      [{ account: 'physics', time_limit: 60 }],
      [{ account: 'physics', time_limit: 5, tres_per_job: 'gres/gpu:2', partition: 'gpu' }],
    ]);
    expect(lines.join('\n')).toMatch(/job 1202/);
  });

  test('sees each component of a het job', async () => {
    const { fake, submit } = clusterBehind(example(name));
    const submitted = await submit(
      { account: 'a', environment: ['A=1'] },
      { account: 'b', tres_per_job: 'gres/gpu:1' },
    );
    expect(submitted.userMessage).toBe('Component 1 asks for GPUs, so it goes to partition gpu.');
    expect(fake.submissions[0]!.jobs).toEqual([
      { account: 'a', time_limit: 60, environment: ['A=1'] },
      { account: 'b', time_limit: 60, tres_per_job: 'gres/gpu:1', partition: 'gpu' },
    ]);
  });
});

describe('a filter that fails refuses that one submission', () => {
  const good = { comment: 'good' };

  test.each([
    ['throws', "if options.comment ~= 'good' then error('no licence server') end", 'no licence server'],
    [
      'fails in Lua',
      "if options.comment ~= 'good' then local x = nil + 1 end",
      'attempt to perform arithmetic',
    ],
    [
      'sets nonsense',
      "if options.comment ~= 'good' then options.time = 'soon' end",
      '--time: must be minutes',
    ],
    [
      'fills the memory',
      "if options.comment ~= 'good' then local t = 'x' while true do t = t .. t end end",
      'memory',
    ],
    ['exits', "if options.comment ~= 'good' then os.exit(0) end", 'os.exit'],
    [
      'recurses',
      "local function f() return 1 + f() end if options.comment ~= 'good' then f() end",
      'stack overflow',
    ],
  ])('it %s', async (_, body, problem) => {
    const { fake, submit } = clusterBehind(lua(body));
    await expect(submit({})).rejects.toMatchObject({ code: 'CLI_FILTER_FAILED', status: 500 });
    await expect(submit({})).rejects.toThrow(problem);
    await submit(good);
    expect(fake.submissions).toHaveLength(1);
  });

  test('it hangs, in whatever way, and others pass meanwhile', async () => {
    const hang = (body: string, name: string) =>
      lua(`if options.comment ~= 'good' then ${body} end`, '', name);
    const files = [
      hang('while true do end', 'loop.lua'),
      hang("os.execute('exec sleep 600')", 'sleep.lua'),
      filterOf('loop.mjs', 'export function pre_submit(o) { while (o.comment !== "good"); }'),
      filterOf('wait.mjs', 'export const pre_submit = (o) => o.comment === "good" || new Promise(() => {});'),
    ];
    await Promise.all(
      files.map(async (file) => {
        const { fake, filter, submit } = clusterBehind(file, 10_000);
        await filter.check();
        const hanging = expect(submit({})).rejects.toThrow('it has not answered within 10 seconds');
        await submit(good);
        await hanging;
        await submit(good);
        expect(fake.submissions).toHaveLength(2);
      }),
    );
  });

  test('after the submission: the job is there all the same', async () => {
    const { fake, submit, lines } = clusterBehind(lua('', "error('too late')"));
    await expect(submit({})).resolves.toMatchObject({ jobId: 1202 });
    expect(fake.submissions).toHaveLength(1);
    expect(lines.join('\n')).toMatch(/job 1202 is submitted, but: .*too late/);
  });
});

describe('cli_filter.lua as Slurm has it', () => {
  const said = async (body: string, job: JobDescription = {}, post = '') =>
    (await clusterBehind(lua(body, post)).submit(job)).userMessage;

  test('options have the words of sbatch', async () => {
    const show = (...names: string[]) =>
      names.map((name) => `slurm.log_info('%s=%s', '${name}', tostring(options['${name}']))`).join(' ');
    const names = [
      'type',
      'account',
      'array',
      'hold',
      'mem',
      'nodes',
      'ntasks',
      'ntasks-per-node',
      'time',
      'constructor',
    ];
    expect((await said(show(...names)))!.split('\n')).toEqual([
      'type=sbatch',
      'account=nil',
      'array=nil',
      'hold=unset',
      'mem=nil',
      'nodes=1-0',
      'ntasks=1',
      'ntasks-per-node=-2',
      'time=nil',
      'constructor=nil',
    ]);
    const job: JobDescription = {
      account: 'a',
      array_inx: '1-9%2',
      priority: 0,
      pn_min_memory: { mib: 0, per: 'node' },
      min_nodes: 2,
      max_nodes: 4,
      num_tasks: 3,
      time_limit: 1441,
    };
    expect((await said(show(...names), job))!.split('\n')).toEqual([
      'type=sbatch',
      'account=a',
      'array=1-9%2',
      'hold=set',
      'mem=0?',
      'nodes=2-4',
      'ntasks=3',
      'ntasks-per-node=-2',
      'time=1-00:01:00',
      'constructor=nil',
    ]);
  });

  test('the table slurm', async () => {
    const job = {
      account: 'a',
      argv: ['job.sh', 'x'],
      environment: ['HOME=/home/nate', 'USER=root', 'SLURM_X=1'],
    };
    const body = `
      slurm.log_info('%s', slurm.json_cli_options(options))
      slurm.log_info('%s', slurm.json_env())
      slurm.log_info('%s %s %d', options.argv[1], options.argv[2], #options.argv)
      slurm.log_info('%d %d', slurm.time_str2mins('1:30:00'), slurm.time_str2mins('x'))
      slurm.log_info('%s %s', os.getenv('USER'), tostring(os.getenv('constructor')))
      slurm.log_debug('not for users')
      print('printed', 1)
      slurm.cli_store(0, 'kept')`;
    const post = `slurm.log_info('%d.%d %d %s', job_id, step_id, offset, slurm.cli_retrieve(0))`;
    const [options, environment, ...rest] = (await said(body, job, post))!.split('\n');
    expect(JSON.parse(options!)).toEqual({ account: 'a' });
    expect(JSON.parse(environment!)).toEqual({ HOME: '/home/nate', USER: 'nate', LOGNAME: 'nate' });
    expect(rest).toEqual(['job.sh x 2', '90 4294967294', 'nate nil', 'printed\t1', '1202.4294967294 0 kept']);
  });

  test('commands and files are those of the machine', async () => {
    const file = path.join(program.folder, 'written');
    const module = path.join(program.folder, 'site_rules.lua');
    writeFileSync(module, 'return { limit = 7 }');
    const body = `
      local pipe = io.popen('echo one; echo two; exit 3')
      slurm.log_info('%s', pipe:read('*l') .. pipe:read('*a'))
      local _, how, code = pipe:close()
      slurm.log_info('%s %d', how, code)
      slurm.log_info('%s', tostring(os.execute('exit 0')))
      local out = assert(io.open('${file}', 'a'))
      out:write('a line\\n', 5, '\\n')
      out:close()
      for line in io.lines('${file}') do slurm.log_info('line %s', line) end
      slurm.log_info('%s', tostring(io.open('/no/such/file')))
      slurm.log_info('%d', require('site_rules').limit)`;
    expect(await said(body)).toBe('onetwo\n\nexit 3\ntrue\nline a line\nline 5\nnil\n7');
    expect(readFileSync(file, 'utf8')).toBe('a line\n5\n');
    for (const written of [file, module]) rmSync(written);
  });

  test('nothing of one submission is left for the next', async () => {
    const { submit } = clusterBehind(lua("count = (count or 0) + 1 slurm.log_info('%d', count)"));
    expect([(await submit({})).userMessage, (await submit({})).userMessage]).toEqual(['1', '1']);
  });

  test('the file counts as it is', async () => {
    const file = lua("slurm.log_info('before')");
    const { submit } = clusterBehind(file);
    expect((await submit({})).userMessage).toBe('before');
    writeFileSync(file, readFileSync(file, 'utf8').replace('before', 'after'));
    expect((await submit({})).userMessage).toBe('after');
  });
});

describe('a filter in JavaScript', () => {
  test('has options as an object', async () => {
    const file = filterOf(
      'object.mjs',
      `export default { async pre_submit(options, { log, environment, user }) {
         log.info(Object.keys(options).join());
         log.info(JSON.stringify({ ...options, type: options.type, has: 'mem' in options }));
         delete options['time'];
         options['mem-per-cpu'] = '2G';
         options.hold = true;
         log.info([environment.A, user.uid].join());
       } };`,
    );
    const { fake, submit } = clusterBehind(file);
    const { userMessage } = await submit({ name: 'x', time_limit: 5, environment: ['A=1'] });
    expect(userMessage!.split('\n')).toEqual([
      'job-name,time',
      '{"job-name":"x","time":"00:05:00","type":"sbatch","has":false}',
      '1,1000',
    ]);
    expect(fake.submissions[0]!.jobs).toEqual([
      { name: 'x', pn_min_memory: { mib: 2048, per: 'cpu' }, priority: 0, environment: ['A=1'] },
    ]);
  });

  test.each([
    ['export const x = 1;', 'it exports none of setup_defaults, pre_submit, post_submit'],
    ['this is no script', 'it fails when loaded'],
    ['process.exit(3); export function pre_submit() {}', 'its thread has ended'],
  ])('that cannot be used says so: %s', async (text, problem) => {
    const { filter } = clusterBehind(filterOf(`broken-${filters.size}.mjs`, text));
    await expect(filter.check()).rejects.toMatchObject({ code: 'CLI_FILTER_UNUSABLE' });
    await expect(filter.check()).rejects.toThrow(problem);
  });

  test('cannot make the job another user’s', async () => {
    const file = filterOf('uid.mjs', 'export const pre_submit = (options) => { options.uid = 0; };');
    await expect(clusterBehind(file).submit({ user_id: 1000 })).rejects.toThrow('cannot set the option uid');
  });
});

describe('the whole program', () => {
  const ask = async (socket: string, ...words: string[]) => {
    const running = program.start('slurmrest', ['submit', ...words, '--wrap', 'true'], {
      env: { ...program.env, ...(socket && { SLURMREST_URL: `unix:${socket}` }) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const code = await running.exited;
    return { code, stdout: running.stdout(), stderr: running.stderr() };
  };

  test('a daemon’s filter holds for who asks it over REST', async () => {
    const socket = path.join(program.folder, 'filtered.sock');
    const words = ['serve', `unix:${socket}`, '--cli-filter', example('filter.js')];
    const daemon = program.start('slurmrest', words, { stdio: ['ignore', 'pipe', 'pipe'] });
    await daemon.told(/listening/);
    const refused = await ask(socket);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(/refused the job: \S+, name the account that pays/);
    expect(await ask(socket, '--account', 'a', '--gpus', '1')).toEqual({
      code: 0,
      stdout: 'Submitted batch job 1\n',
      stderr: 'slurmrest: Component 0 asks for GPUs, so it goes to partition gpu.\n',
    });
    daemon.child.kill('SIGTERM');
    expect(await daemon.exited).toBe(0);
  });

  test('a command’s filter, by its flag and by slurm.conf', async () => {
    const file = example('cli_filter.lua');
    expect((await ask('', '--cli-filter', file)).stderr).toContain('name the account that pays');
    expect((await ask('', '--cli-filter', file, '-A', 'a')).stdout).toBe('Submitted batch job 1\n');
    const conf = path.join(program.folder, 'slurm.conf');
    writeFileSync(conf, 'ClusterName=linux\nCliFilterPlugins=lua\n');
    writeFileSync(path.join(program.folder, 'cli_filter.lua'), readFileSync(file), { mode: 0o600 });
    expect((await ask('', '--conf', conf)).stderr).toContain('name the account that pays');
    rmSync(path.join(program.folder, 'cli_filter.lua'));
    expect((await ask('', '--conf', conf)).stderr).toContain('cli_filter.lua cannot be used: ENOENT');
  });

  test('a daemon does not start with a filter that cannot be used', async () => {
    const words = ['serve', 'localhost:0', '--cli-filter', filterOf('broken.lua', 'this is no Lua')];
    const daemon = program.start('slurmrest', words, { stdio: ['ignore', 'pipe', 'pipe'] });
    expect(await daemon.exited).toBe(1);
    expect(daemon.stderr()).toMatch(/broken\.lua cannot be used: .*syntax error/);
  });
});
