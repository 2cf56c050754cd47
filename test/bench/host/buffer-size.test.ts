import { expect, test } from 'vitest'
import { memoryBuffer } from '../../../src/bench/host/buffer-size.ts'
import { literalFiles, literalPlatform, stillClock } from '../../worlds.ts'

const bounds = { least: 2 ** 24, most: 2 ** 30 }
const cache = '/sys/devices/system/cpu/cpu0/cache'

function bufferOf(sizes: Record<string, string>, availableKib: number) {
  const files = literalFiles({
    '/proc/meminfo': `MemTotal: 67108864 kB\nMemAvailable: ${availableKib} kB\n`,
    ...Object.fromEntries(
      Object.entries(sizes).map(([name, size]) => [`${cache}/${name}/size`, `${size}\n`]),
    ),
  })
  return memoryBuffer({ files, platform: literalPlatform(), clock: stillClock() }, bounds)
}

const much = 32 * 2 ** 20

test.each([
  ['twice the last cache, as a power of two', { index0: '48K', index3: '24M' }, much, 2 ** 26],
  ['in KiB as in MiB', { index2: '2048K', index3: '24576K' }, much, 2 ** 26],
  ['what fits a cache of 32 MiB, where none is told', {}, much, 2 ** 26],
  ['at most a GiB', { index3: '800M' }, much, 2 ** 30],
  ['at most a quarter of what is free', { index3: '300M' }, 600 * 1024, 2 ** 27],
  ['at least 16 MiB', { index3: '300M' }, 1024, 2 ** 24],
])('the buffer is %s', (_, sizes, availableKib, bytes) => {
  expect(bufferOf(sizes, availableKib).bufferBytes).toBe(bytes)
})
