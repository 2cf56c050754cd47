import { expect, test } from 'vitest'
import { mountOf } from '../../src/probes/index.ts'
import { literalFiles } from '../worlds.ts'

const line = (point: string, type: string, source: string) =>
  `36 35 254:0 / ${point} rw,noatime - ${type} ${source} rw`
const files = literalFiles({
  '/proc/self/mountinfo': [
    line('/', 'ext4', '/dev/vda1'),
    line('/data', 'autofs', 'systemd-1'),
    line('/data', 'xfs', '/dev/vdb'),
    line('/database', 'tmpfs', 'none'),
  ].join('\n'),
})

test.each([
  ['the nearest mount above it', '/data/pg/16', '/dev/vdb'],
  ['a mount itself', '/data', '/dev/vdb'],
  ['the root where there is no other', '/home', '/dev/vda1'],
  ['not one whose name only begins alike', '/data1', '/dev/vda1'],
])('a folder is held by %s', (_, path, source) => {
  expect(mountOf(files, path)?.source).toBe(source)
})

test('of two in one place the later one is seen', () => {
  expect(mountOf(files, '/data/x')?.type).toBe('xfs')
})

test('without mounts it cannot be told', () => {
  expect(mountOf(literalFiles({}), '/data')).toBeNull()
})
