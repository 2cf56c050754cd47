import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Script } from 'node:vm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { installed, lewisPerf, run, workload } from './installed.ts'

const own = join(installed, '../..')
const chunks = 'dist/cli/chunks'
const cache = `v8-${process.versions.v8}-${process.arch}`

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lewis-perf-cache-'))
  for (const part of ['bin', 'dist/cli', 'package.json'])
    cpSync(join(own, part), join(folder, part), { recursive: true })
})
afterEach(() => rmSync(folder, { recursive: true }))

/** What a copy of the installed command answers, and what the installed one does. */
async function answers(): Promise<unknown[]> {
  const args = ['size', ...workload]
  return [await run(process.execPath, [join(folder, 'bin/lewis-perf.js'), ...args]), await lewisPerf(args)]
}

describe('what was compiled when the command was built', () => {
  test('is taken by the Node that built it, so that it is not compiled again', () => {
    const names = readdirSync(join(own, chunks, cache))
    expect(names).toContain('run.cjs')
    const refused = names.filter((name) => {
      const text = readFileSync(join(own, chunks, name), 'utf8')
      const cachedData = readFileSync(join(own, chunks, cache, name))
      const code = `(function(require,module,exports){${text}\n})`
      return new Script(code, { filename: name, cachedData }).cachedDataRejected
    })
    expect(refused).toEqual([])
  })

  test('is not needed, as on another Node', async () => {
    rmSync(join(folder, chunks, cache), { recursive: true })
    const [copy, original] = await answers()
    expect(copy).toEqual(original)
  })

  test('is not taken where it belongs to another text or was cut off', async () => {
    const texts = readdirSync(join(folder, chunks, cache))
    for (const name of texts) {
      const file = join(folder, chunks, cache, name)
      const data = readFileSync(join(folder, chunks, cache, texts.at(name === texts[0] ? 1 : 0) ?? name))
      writeFileSync(file, name === 'run.cjs' ? data.subarray(0, data.length / 2) : data)
    }
    const [copy, original] = await answers()
    expect(copy).toEqual(original)
  })
})
