import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseFrames } from '../../../src/probes/collect/parse-frames.ts'
import { damaged, plan } from '../facts/damaged-text.ts'

const nonce = 'abc-123'
const mark = (name: string) => `cat: /dev/null/${nonce}/!${name}: Not a directory\n`
const file = `cat: /dev/null/${nonce}: Not a directory\n`
const sample = `${mark('sample')}${mark('names')}/proc/uptime\n/proc/stat\n${file}1.0 2.0\n${file}cpu 1 2\n${file}${mark('whole')}`
const stream = `${mark('clock')}1700000000.5\n${sample}${sample}${mark('open')}7 20\n8 denied\n${mark('space')}Filesystem 1024-blocks\n${mark('told dmesg')}[1.0] x\n${mark('code dmesg')}0\n${mark('mounts')}hung nfs4 /mnt\n${mark('end')}`

test('no damaged stream makes the reader of a shell throw, or takes more samples than were begun', () => {
  let heard = 0
  fc.assert(
    fc.property(plan, (numbers) => {
      const text = damaged([stream], numbers)
      const frames = parseFrames(text, nonce)
      heard += frames.samples.length > 0 ? 1 : 0
      const begun = text.split('!sample').length - 1
      if (frames.samples.length > begun) throw new Error(`${frames.samples.length} samples of ${begun}.`)
    }),
    { numRuns: 10_000 },
  )
  // Otherwise the damage would have been too great to test anything.
  expect(heard).toBeGreaterThan(1000)
})
