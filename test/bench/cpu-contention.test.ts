import { expect, test } from 'vitest'
import { loadPerCore, watchSteal } from '../../src/bench/cpu-contention.ts'
import { literalFiles } from '../worlds.ts'

test('steal is its share of the time of all cores since the look before', () => {
  const texts = ['cpu  100 0 50 800 10 0 0 40 0 0\ncpu0 1 2 3', 'cpu  160 0 60 900 10 0 0 70 0 0\ncpu0 1 2 3']
  const files = {
    ...literalFiles({}),
    kernelText: () => ({ ok: true, value: texts.shift() ?? '', atMs: 0 }) as const,
  }
  expect(watchSteal({ files })()).toBe(30 / 200)
})

test('without /proc neither steal nor load can be told', () => {
  expect(watchSteal({ files: literalFiles({}) })()).toBeNull()
  expect(loadPerCore({ files: literalFiles({}) }, 2)).toBeNull()
})

test('load is that of one minute by core', () => {
  expect(loadPerCore({ files: literalFiles({ '/proc/loadavg': '3.00 1.5 0.7 2/300 1234\n' }) }, 2)).toBe(1.5)
})
