import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { findDiskPlace } from '../../../src/bench/host/disk-place.ts'
import { literalFiles } from '../../worlds.ts'

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'lewis-perf-place-')))
afterAll(() => rmSync(folder, { recursive: true }))
writeFileSync(join(folder, 'file'), '')
mkdirSync(join(folder, 'real'))
symlinkSync('real', join(folder, 'link'))

const mebibyte = 2 ** 20
const world = (availableBytes: number) => ({
  directory: folder,
  files: literalFiles(
    { '/proc/self/mountinfo': '36 35 254:0 / / rw - ext4 /dev/vda rw' },
    { [folder]: { availableBytes }, [join(folder, 'real')]: { availableBytes } },
  ),
})

test('a folder comes with its filesystem, device and free space; links are followed', () => {
  expect(findDiskPlace(world(9 * mebibyte), 'link', 4 * mebibyte)).toEqual({
    directory: join(folder, 'real'),
    filesystem: 'ext4',
    device: '/dev/vda',
    mountPoint: '/',
    fileBytes: 4 * mebibyte,
    availableBytes: 9 * mebibyte,
  })
})

test.each([
  ['nowhere', '--data-directory nowhere is not there, or may not be looked at.'],
  ['file', '--data-directory file is no folder.'],
])('%s is refused', (asked, sentence) => {
  expect(() => findDiskPlace(world(1e12), asked, mebibyte)).toThrow(
    expect.objectContaining({ sentence, exitCode: 2 }),
  )
})

test('less than twice the file of free space is refused', () => {
  expect(() => findDiskPlace(world(7 * mebibyte), '.', 4 * mebibyte)).toThrow(
    expect.objectContaining({
      sentence: '--data-directory . has 7 MiB of free space, and the disk figures need 8 MiB.',
      exitCode: 2,
    }),
  )
})
