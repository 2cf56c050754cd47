import { fdatasyncSync, readSync, writeSync } from 'node:fs'
import { seededRandom } from '../../../core/index.ts'
import type { DirectFile } from './direct-file.ts'
import { filled } from './sequential.ts'
import { type Deadline, within } from './within.ts'

const blockBytes = 4096

type Places = Deadline & { fileBytes: number }

/** Seconds of each 4 KiB write at a random place with its fdatasync. */
export function syncAtRandom(file: number, places: Places): number[] {
  const block = filled(blockBytes)
  return timesOf(places, (position) => {
    writeSync(file, block, 0, blockBytes, position)
    fdatasyncSync(file)
  })
}

/** Seconds of each 4 KiB read at a random place. */
export function readAtRandom({ file, buffer }: DirectFile, places: Places): number[] {
  return timesOf(places, (position) => {
    readSync(file, buffer, 0, blockBytes, position)
  })
}

function timesOf({ fileBytes, ...deadline }: Places, act: (position: number) => void): number[] {
  const random = seededRandom(Date.now())
  const seconds: number[] = []
  within(deadline, () => {
    const position = random.below(fileBytes / blockBytes) * blockBytes
    const from = performance.now()
    act(position)
    seconds.push((performance.now() - from) / 1000)
    return true
  })
  return seconds
}
