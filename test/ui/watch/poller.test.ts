import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Poller } from '../../../src/ui/watch/poller.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function counting(interval = 1, cpuUsage?: () => number) {
  let asked = 0;
  let down = false;
  const poller = new Poller(
    async () => {
      asked += 1;
      if (down) throw new Error('away');
      return asked;
    },
    { interval, ...(cpuUsage && { cpuUsage }) },
  );
  return {
    poller,
    asked: () => asked,
    away: (value: boolean) => {
      down = value;
    },
  };
}

describe('Poller', () => {
  it('asks at once and then every interval', async () => {
    const { poller, asked } = counting(2);
    poller.start();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(asked()).toBe(3);
    expect(poller.state).toMatchObject({ data: 3, failure: undefined });
    poller.stop();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked()).toBe(3);
  });

  it('keeps the last answer while the daemon is away, asks less and less often, and recovers', async () => {
    const { poller, asked, away } = counting();
    poller.start();
    await vi.advanceTimersByTimeAsync(0);
    away(true);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(poller.state).toMatchObject({ data: 1, failure: 'away', pace: 10 });
    expect(asked()).toBeLessThan(12);
    away(false);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(poller.state).toMatchObject({ failure: undefined, pace: 1 });
    expect(poller.state.failures).toBeGreaterThan(0);
    poller.stop();
  });

  it('asks less often where answers cost much of a core, but not for one such answer', async () => {
    let cpu = 0;
    let cost = 250_000;
    const { poller, asked } = counting(1, () => {
      cpu += cost;
      return cpu;
    });
    poller.start();
    await vi.advanceTimersByTimeAsync(900);
    expect(poller.state.pace).toBe(1);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(poller.state.pace).toBe(5);
    expect(asked()).toBe(3);
    cost = 0;
    await vi.advanceTimersByTimeAsync(5000);
    expect(poller.state.pace).toBe(1);
    poller.stop();
  });

  it('follows a request by another when asked meanwhile, and never has two under way', async () => {
    let under = 0;
    let most = 0;
    let asked = 0;
    const poller = new Poller(
      async () => {
        asked += 1;
        most = Math.max(most, ++under);
        await new Promise((resolve) => setTimeout(resolve, 100));
        under -= 1;
      },
      { interval: 60 },
    );
    poller.start();
    void poller.refresh();
    void poller.refresh();
    await vi.advanceTimersByTimeAsync(1_000);
    expect({ asked, most }).toEqual({ asked: 2, most: 1 });
    poller.stop();
  });

  it('pauses, goes on, and steps its interval', async () => {
    const { poller, asked } = counting();
    poller.start();
    await vi.advanceTimersByTimeAsync(0);
    poller.pause(true);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked()).toBe(1);
    poller.pause(false);
    expect(asked()).toBe(2);
    poller.step(1);
    expect(poller.state.interval).toBe(2);
    poller.step(-1);
    poller.step(-1);
    poller.step(-1);
    expect(poller.state.interval).toBe(0.5);
    poller.stop();
  });
});
