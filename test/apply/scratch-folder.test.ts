import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openScratchFolder } from '../../src/apply/index.ts'

const parent = mkdtempSync(join(tmpdir(), 'scratch-'))
afterAll(() => rmSync(parent, { recursive: true }))

describe('a scratch folder', () => {
  it('is for this user alone, and so are its files', () => {
    const scratch = openScratchFolder(parent)
    const file = scratch.write('below/a.txt', 'text')
    expect(readFileSync(file, 'utf8')).toBe('text')
    expect(statSync(scratch.path).mode & 0o777).toBe(0o700)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    scratch.remove()
    scratch.remove()
    expect(existsSync(scratch.path)).toBe(false)
  })

  it('goes where its run is over, and stays where the run goes on', () => {
    const mine = openScratchFolder(parent)
    // No process has this number: it is beyond what Linux hands out.
    const abandoned = join(parent, 'lewis-perf-4194305-123-abcdef')
    // The number is in use, but by a process that began at another time.
    const reused = join(parent, 'lewis-perf-1-1-abcdef')
    const foreign = join(parent, 'lewis-perf-notes')
    for (const folder of [abandoned, reused, foreign]) mkdirSync(folder)
    const other = openScratchFolder(parent)
    expect([mine.path, abandoned, reused, foreign].map((folder) => existsSync(folder))).toEqual([
      true,
      false,
      false,
      true,
    ])
    mine.remove()
    other.remove()
  })

  it('is refused with a sentence where none can be made', () => {
    expect(() => openScratchFolder('/proc')).toThrow(
      expect.objectContaining({
        exitCode: 3,
        hint: 'Free space there, or set TMPDIR to a folder that may be written to.',
      }),
    )
  })
})
