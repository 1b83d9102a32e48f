import { defineConfig } from 'vitest/config';

/** For `npm run test:endurance`: thousands of real jobs, minutes a test, so not a part of `npm test`. */
export default defineConfig({
  test: {
    include: ['test/schedulers/local/endurance/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 900_000,
    hookTimeout: 300_000,
  },
});
