import { defineConfig } from 'vitest/config';

/** For `npm run test:cluster`; a cluster's env file has to be sourced. */
export default defineConfig({
  test: {
    include: ['test/cluster/**/*.test.ts'],
    // All files share one cluster.
    fileParallelism: false,
    isolate: false,
    // Other people's daemons answer late now and then: two failures are one of ours.
    retry: process.env['CI'] ? 1 : 0,
    // A daemon that is gone for good fails all that follows, after minutes each.
    bail: 10,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
