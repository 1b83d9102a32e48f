import { defineConfig } from 'vitest/config';

/** For `npm run test:terminal`: the views in a pseudo terminal, each screen compared with the one kept. */
export default defineConfig({
  test: {
    include: ['test/terminal/**/*.test.ts'],
    fileParallelism: false,
    hookTimeout: 300_000,
  },
});
