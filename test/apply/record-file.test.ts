import { spawnSync } from 'node:child_process'
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openRecordFile, type RecordOptions } from '../../src/apply/index.ts'
import { sampleHeader, sampleLine } from '../../src/core/index.ts'

let folder = ''
let file = ''
let nowMs = 0

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lewis-perf-record-'))
  file = join(folder, 'rec.jsonl')
  nowMs = Date.UTC(2027, 2, 31, 1, 53, 20)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const header = sampleHeader({ intervalSeconds: 1, machine: null })

function open(options: Partial<RecordOptions> = {}) {
  return openRecordFile(file, {
    header,
    maximumBytes: 1e6,
    maximumAgeSeconds: 86_400,
    keep: null,
    nowEpochMs: () => nowMs,
    ...options,
  })
}

const line = (at: number): string => sampleLine({ at, v: { 'cpu.usage': 0.5 } })
const text = (): string => readFileSync(file, 'utf8')

/** Lines of all parts, packed or not, in the order of their names. */
function partsIn(): string[][] {
  return readdirSync(folder)
    .toSorted()
    .map((name) => {
      const bytes = readFileSync(join(folder, name))
      return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString().trimEnd().split('\n')
    })
}

describe('a recording', () => {
  test('begins with its header, and grows by whole lines', async () => {
    const record = open()
    expect([record.append(line(1)), record.append(line(2))]).toEqual([null, null])
    await record.close()
    expect(text()).toBe(`${header}\n${line(1)}\n${line(2)}\n`)
  })

  test('is gone on with by a later run on the same machine', async () => {
    for (const at of [1, 2]) {
      const record = open()
      record.append(line(at))
      await record.close()
    }
    expect(text()).toBe(`${header}\n${line(1)}\n${line(2)}\n`)
  })

  test('loses the line that a crash cut off, and nothing else', async () => {
    writeFileSync(file, `${header}\n${line(1)}\n${line(2).slice(0, 9)}`)
    const record = open()
    record.append(line(3))
    await record.close()
    expect(text()).toBe(`${header}\n${line(1)}\n${line(3)}\n`)
  })

  test('that was cut off in its very header begins anew', async () => {
    writeFileSync(file, '')
    const record = open()
    record.append(line(1))
    await record.close()
    expect(text()).toBe(`${header}\n${line(1)}\n`)
  })

  test('of another interval or machine is put aside, whole', async () => {
    const other = sampleHeader({ intervalSeconds: 5, machine: { id: 'other' } })
    writeFileSync(file, `${other}\n${line(1)}\n`)
    const record = open()
    record.append(line(2))
    await record.close()
    expect(readdirSync(folder).toSorted()).toEqual(['rec.20270331T015320000Z.jsonl.gz', 'rec.jsonl'])
    expect(partsIn()).toEqual([
      [other, line(1)],
      [header, line(2)],
    ])
  })

  test('never takes the place of a file that is none', () => {
    writeFileSync(file, 'dear diary\n')
    expect(() => open()).toThrow(
      expect.objectContaining({ sentence: `${file} is there already and is no recording.`, exitCode: 2 }),
    )
    expect(text()).toBe('dear diary\n')
  })

  test('in a folder that is not there is refused before anything is measured', () => {
    file = join(folder, 'none', 'rec.jsonl')
    expect(() => open()).toThrow(
      expect.objectContaining({ exitCode: 3, sentence: expect.stringContaining('cannot be recorded to') }),
    )
  })
})

describe('rotation', () => {
  test('happens before a part would grow past its size; each part has its header and can be read alone', async () => {
    const record = open({ maximumBytes: header.length + 1 + 2 * (line(1).length + 1) })
    for (const at of [1, 2, 3, 4, 5]) {
      nowMs += 1000
      expect(record.append(line(at))).toBeNull()
    }
    await record.close()
    expect(partsIn()).toEqual([
      [header, line(1), line(2)],
      [header, line(3), line(4)],
      [header, line(5)],
    ])
  })

  test('happens when a part is old', async () => {
    const record = open({ maximumAgeSeconds: 60 })
    record.append(line(1))
    nowMs += 59_999
    record.append(line(2))
    nowMs += 1
    record.append(line(3))
    await record.close()
    expect(partsIn()).toEqual([
      [header, line(1), line(2)],
      [header, line(3)],
    ])
  })

  test('of a line larger than a part still records it', async () => {
    const record = open({ maximumBytes: 10 })
    expect(record.append(line(1))).toBeNull()
    await record.close()
    expect(partsIn()).toEqual([[header, line(1)]])
  })

  test('keeps the newest parts, as many as asked, and touches no other file', async () => {
    writeFileSync(join(folder, 'rec.notes.jsonl'), 'mine')
    const maximumBytes = header.length + 1 + line(1).length + 1
    for (const at of [1, 2, 3, 4, 5]) {
      nowMs += 1000
      const record = open({ maximumBytes, keep: 2 })
      record.append(line(at))
      await record.close()
    }
    expect(readdirSync(folder)).toHaveLength(4)
    expect(partsIn()).toEqual([[header, line(3)], [header, line(4)], [header, line(5)], ['mine']])
  })
})

describe('a rotation that cannot come to its end', () => {
  test('is told, ends nothing, and the next line is tried anew', async () => {
    const record = open({ maximumAgeSeconds: 1 })
    record.append(line(1))
    nowMs += 1000
    rmSync(folder, { recursive: true })
    expect(record.append(line(2))).not.toBeNull()
    expect(record.append(line(3))).toMatch(/cannot be recorded to/)
    mkdirSync(folder)
    expect(record.append(line(4))).toBeNull()
    await record.close()
    expect(text()).toBe(`${header}\n${line(4)}\n`)
  })

  test('because an old part cannot be removed or packed goes on all the same', async () => {
    mkdirSync(join(folder, 'rec.20200101T000000000Z.jsonl.gz'))
    const record = open({ maximumAgeSeconds: 1, keep: 1 })
    for (const at of [1, 2]) {
      record.append(line(at))
      nowMs += 1000
    }
    expect(record.append(line(3))).toBeNull()
    await record.close()
    expect(text()).toBe(`${header}\n${line(3)}\n`)
  })
})

describe('a line that does not go in', () => {
  test('is told, leaves no torn line behind, and the next one is tried anew', () => {
    // A limit on the size of files stands in for a disk that is full.
    const program = `
      import { openRecordFile } from '${new URL('../../src/apply/record-file.ts', import.meta.url).pathname}'
      process.on('SIGXFSZ', () => {})
      const record = openRecordFile('${file}', { header: ${JSON.stringify(header)}, maximumBytes: 1e9, maximumAgeSeconds: 1e9, keep: null, nowEpochMs: Date.now })
      const long = JSON.stringify({ at: 1, v: { ['x'.repeat(500)]: 1 } })
      const told = []
      for (let n = 0; n < 4; n++) told.push(record.append(long))
      told.push(record.append(JSON.stringify({ at: 2, v: {} })))
      await record.close()
      console.log(JSON.stringify(told))`
    const script = join(folder, 'fill.mts')
    mkdirSync(join(folder, 'x'), { recursive: true })
    writeFileSync(script, program)
    const tsx = new URL('../../node_modules/tsx/dist/cli.mjs', import.meta.url).pathname
    const { stdout, stderr } = spawnSync(
      'sh',
      ['-c', `ulimit -f 2; exec "$@"`, 'sh', process.execPath, tsx, script],
      {
        encoding: 'utf8',
      },
    )
    expect(stderr).toBe('')
    const told = JSON.parse(stdout) as (string | null)[]
    expect(told[0]).toBeNull()
    expect(told[3]).toMatch(/large|space|went in/i)
    expect(told[4]).toBeNull()
    for (const written of text().trimEnd().split('\n')) expect(() => JSON.parse(written)).not.toThrow()
    expect(text().endsWith('{"at":2,"v":{}}\n')).toBe(true)
  })

  test('of a part that another program wrote into still stands alone', async () => {
    const record = open()
    record.append(line(1))
    appendFileSync(file, `${line(2)}\n`)
    record.append(line(3))
    await record.close()
    expect(text()).toBe(`${header}\n${line(1)}\n${line(2)}\n${line(3)}\n`)
  })
})
