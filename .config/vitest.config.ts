import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('..', import.meta.url))

const pureFolders = [
  'core',
  'metrics',
  'report',
  'capacity',
  'balancing',
  'profiling',
  'comparison',
  'sizing',
  'scaling',
  'tuning',
  'traffic',
  'alerting',
  'simulation',
  'checks',
].filter((folder) => existsSync(`${root}/src/${folder}`))

// Mutants are judged by the tests of pure folders alone: those need neither a build nor a server.
const forMutants = process.env.STRYKER_MUTATOR_WORKER !== undefined

const everything = {
  extends: true as const,
  test: {
    name: 'tests',
    include: ['test/**/*.test.ts'],
    exclude: ['test/truth/**'],
    sequence: { groupOrder: 2 },
  },
}
// Illnesses that are provoked for real need a quiet machine for themselves: before all other tests, one at a time.
const provoked = {
  extends: true as const,
  test: {
    name: 'truth',
    include: ['test/truth/**/*.test.ts'],
    fileParallelism: false,
    sequence: { groupOrder: 1 },
  },
}
const forMutantsOnly = {
  extends: true as const,
  test: { name: 'pure', include: pureFolders.map((folder) => `test/${folder}/**/*.test.ts`) },
}

export default defineConfig({
  root,
  test: {
    projects: forMutants ? [forMutantsOnly] : [everything, provoked],
    exclude: [],
    globalSetup: forMutants ? [] : ['test/global-setup.ts'],
    // On two cores Vitest would take one: most tests wait for processes of their own.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Most take a second; on a busy machine the slowest need a minute.
    testTimeout: 60_000,
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
