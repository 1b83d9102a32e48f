import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    // They have commands of their own: npm run test:cluster, test:endurance.
    exclude: ['test/cluster/**', 'test/schedulers/local/endurance/**'],
    // Nobody's own clusters.
    env: { XDG_CONFIG_HOME: '/nonexistent' },
    // Most of a file's time is spent on loading modules and on waiting for processes.
    maxWorkers: 2,
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
