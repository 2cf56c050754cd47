import { expect, test } from 'vitest'
import { fileFault } from '../../src/core/index.ts'

const fault = (code: string) => Object.assign(new Error(`${code}: as the system says it`), { code })

test.each([
  [fault('ENOSPC'), {}, 'no space is left on the device'],
  [fault('ENOENT'), {}, 'its folder does not exist'],
  [fault('ENOENT'), { ENOENT: 'it is not there' }, 'it is not there'],
  [fault('EMFILE'), {}, 'EMFILE: as the system says it'],
  [new Error('something else'), {}, 'something else'],
  ['no error at all', {}, 'no error at all'],
])('%s is told in words', (error, own, words) => {
  expect(fileFault(error, own)).toBe(words)
})
