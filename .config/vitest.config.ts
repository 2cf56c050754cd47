import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('..', import.meta.url))

const pureFolders = [
  'core',
  'metrics',
  'report',
  'capacity',
  'balancing',
  'sizing',
  'scaling',
  'tuning',
  'simulation',
  'checks',
].filter((folder) => existsSync(`${root}/src/${folder}`))

// Mutants are judged by the tests of pure folders alone: those need neither a build nor a server.
const forMutants = process.env.STRYKER_MUTATOR_WORKER !== undefined

export default defineConfig({
  root,
  test: {
    include: forMutants ? pureFolders.map((folder) => `test/${folder}/**/*.test.ts`) : ['test/**/*.test.ts'],
    exclude: [],
    globalSetup: forMutants ? [] : ['test/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    coverage: {
      provider: 'v8',
      include: pureFolders.map((folder) => `src/${folder}/**/*.ts`),
      reportsDirectory: 'node_modules/.cache/coverage',
      reporter: [['text', { skipFull: true }]],
      thresholds: { lines: 90 },
    },
  },
})
