import { describe, expect, it } from 'vitest';
import { sdiagLines } from '../../../src/ui/sdiag/sections.ts';
import { readDiagnostics } from '../../../src/ui/sdiag/v1-diagnostics.ts';

/** The figures of the slides. */
const SLIDES = {
  parts_packedg: 1,
  req_timeg: 1568158683,
  req_time_startg: 1568153903,
  server_thread_count: 3,
  agent_queue_size: 0,
  agent_count: 0,
  dbd_agent_queue_size: 0,
  gettimeofday_latency: 18,
  schedule_cycle_max: 12041,
  schedule_cycle_last: 18,
  schedule_cycle_sum: 1008716,
  schedule_cycle_counter: 1138,
  schedule_cycle_depth: 5109,
  schedule_queue_len: 0,
  jobs_submitted: 2130,
  jobs_started: 2083,
  bf_backfilled_pack_jobs: 7,
  bf_cycle_counter: 130,
  bf_cycle_sum: 37282,
  bf_when_last_cycle: 0,
  bf_active: 0,
};

const text = (changes = {}) => sdiagLines(readDiagnostics({ ...SLIDES, ...changes })).join('\n');

describe('sdiagLines', () => {
  it('prints the sections of sdiag with its means', () => {
    const output = text();
    expect(output).toContain('(1568158683)\nData since');
    expect(output).toContain('Server thread count:  3\n');
    expect(output).toContain('\tMean cycle:        886\n\tMean depth cycle:  4\n\tCycles per minute: 14\n');
    expect(output).toMatch(/Total backfilled heterogeneous job components: +7\n/);
    expect(output).toMatch(/Last cycle when: +N\/A\n/);
    expect(output).toContain('Latency for 1000 calls to gettimeofday(): 18 microseconds');
  });

  it('leaves out what the daemon does not send', () => {
    expect(text()).not.toContain('Remote Procedure Call');
    expect(text()).not.toContain('undefined');
    expect(text({ schedule_cycle_counter: 0, bf_cycle_counter: 0 })).not.toContain('Mean cycle');
  });

  it('warns of figures taken in the middle of a backfill cycle', () => {
    expect(text({ bf_active: 1 })).toContain('in the middle of backfilling');
  });

  it('lists RPCs by type and by user', () => {
    const output = text({
      rpcs_by_type: [{ name: 'REQUEST_PING', id: 1008, count: 4, total_time: 90 }],
      rpcs_by_user: [],
    });
    expect(output).toContain(
      `\t${'REQUEST_PING'.padEnd(40)}( 1008) count:4      ave_time:22     total_time:90`,
    );
    expect(output).toContain('by user\n\tNo RPCs recorded yet.');
  });
});
