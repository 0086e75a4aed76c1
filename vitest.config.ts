import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

// Not UTC, so that a forgotten time zone shows.
process.env.TZ = 'Pacific/Auckland'

const resolve = { alias: { '@': fileURLToPath(new URL('.', import.meta.url)) } }

export default defineConfig({
  test: {
    // On two cores vitest would run one file at a time, while most of the long ones wait for processes of theirs.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      { resolve, test: { name: 'unit', include: ['tests/unit/**/*.test.{ts,tsx}'], testTimeout: 30_000 } },
      {
        resolve,
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          globalSetup: 'tests/support/postgres.ts',
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
