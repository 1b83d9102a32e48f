import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/cluster/**'],
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
});
