import { describe, expect, test } from 'vitest'
import { frameReader } from '../../../../src/probes/collect/loop/frame-reader.ts'

const mark = (name: string) => `cat: /dev/null/n0/!${name}: Not a directory\n`
const file = 'cat: /dev/null/n0: Not a directory\n'

/** A frame of two files, of which the second is not there. */
const frame = (uptime: string) =>
  `${mark('sample')}${mark('names')}/proc/uptime\n/proc/pressure/cpu\n${file}${uptime}\n${file}cat: /proc/pressure/cpu: No such file or directory\n${mark('whole')}${mark('end')}`

function framesOf(pieces: readonly string[]) {
  const frames: unknown[] = []
  const read = frameReader('n0', ({ files }) => frames.push(files))
  for (const piece of pieces) read(piece)
  return frames
}

const first = { '/proc/uptime': '10.25 1.0\n', '/proc/pressure/cpu': { missing: 'absent' } }
const second = { '/proc/uptime': '11.25 2.0\n', '/proc/pressure/cpu': { missing: 'absent' } }
const text = frame('10.25 1.0') + frame('11.25 2.0')

describe('frames', () => {
  test('are told one by one, however the text is cut', () => {
    for (const size of [1, 7, 64, 1000, text.length]) {
      const pieces = text.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g')) ?? []
      expect(framesOf(pieces)).toEqual([first, second])
    }
  })

  test('are told as soon as they are whole, and not before', () => {
    const length = frame('10.25 1.0').length
    expect(framesOf([text.slice(0, length - 1)])).toEqual([])
    expect(framesOf([text.slice(0, length)])).toEqual([first])
  })

  test('are found behind a greeting of the machine, and what is none is no frame', () => {
    expect(framesOf([`Welcome!\n${text}`])).toEqual([first, second])
    expect(framesOf(['sh: lewis-perf: not found\n', mark('end')])).toEqual([])
  })
})
