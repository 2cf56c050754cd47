import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { nodeWorld } from '../../../src/cli/node-world.ts'
import { sampleHeader, sampleLine, type Tick } from '../../../src/core/index.ts'
import { readRecording } from '../../../src/monitor/recording/read-recording.ts'
import { replayTicks } from '../../../src/monitor/recording/replay.ts'

const { files } = nodeWorld()
const header = sampleHeader({ intervalSeconds: 1, machine: { id: 'web-1', cores: 2 } })
const lines = (...ats: number[]): string => ats.map((at) => `${sampleLine({ at, v: { x: at } })}\n`).join('')

let folder = ''
let file = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lewis-perf-replay-'))
  file = join(folder, 'rec.jsonl')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('a recording', () => {
  test('is read with all parts that were rotated away, packed or not, in their order', () => {
    writeFileSync(join(folder, 'rec.20270331T015320000Z.jsonl.gz'), gzipSync(`${header}\n${lines(1, 2)}`))
    writeFileSync(join(folder, 'rec.20270331T015321000Z.jsonl'), `${header}\n${lines(3)}`)
    writeFileSync(join(folder, 'recording.jsonl'), 'another file')
    writeFileSync(file, `${header}\n${lines(4)}{"at":5,"v":{"x`)
    const { intervalSeconds, machine, samples } = readRecording(files, file)
    expect({ intervalSeconds, machine }).toEqual({ intervalSeconds: 1, machine: { id: 'web-1', cores: 2 } })
    expect([...samples()].map(({ at }) => at)).toEqual([1, 2, 3, 4])
  })

  test('leaves out parts that were put aside because they are of another machine', () => {
    const other = sampleHeader({ intervalSeconds: 1, machine: { id: 'web-2' } })
    writeFileSync(join(folder, 'rec.20270331T015320000Z.jsonl'), `${other}\n${lines(1, 2)}`)
    writeFileSync(file, `${header}\n${lines(3)}`)
    const { machine, samples } = readRecording(files, file)
    expect(machine).toEqual({ id: 'web-1', cores: 2 })
    expect([...samples()].map(({ at }) => at)).toEqual([3])
  })

  test('is not read twice where packing was cut off before the plain part was removed', () => {
    const part = join(folder, 'rec.20270331T015320000Z.jsonl')
    writeFileSync(part, `${header}\n${lines(1)}`)
    writeFileSync(`${part}.gz`, gzipSync(`${header}\n${lines(1)}`))
    writeFileSync(file, `${header}\n${lines(2)}`)
    expect([...readRecording(files, file).samples()].map(({ at }) => at)).toEqual([1, 2])
  })

  test('may be one part alone', () => {
    const part = join(folder, 'rec.20270331T015320000Z.jsonl.gz')
    writeFileSync(part, gzipSync(`${header}\n${lines(1)}`))
    writeFileSync(file, `${header}\n${lines(2)}`)
    expect([...readRecording(files, part).samples()].map(({ at }) => at)).toEqual([1])
  })

  test.each([
    ['is not there', null, 'rec.jsonl is not there.'],
    ['is something else', 'dear diary', 'rec.jsonl has a first line that is not at,name,value.'],
  ])('that %s is refused', (_, text, sentence) => {
    if (text !== null) writeFileSync(file, text)
    expect(() => [...readRecording(files, file).samples()]).toThrow(
      expect.objectContaining({ sentence: expect.stringContaining(sentence), exitCode: 2 }),
    )
  })
})

describe('a replay', () => {
  /** A clock that sleeping moves. */
  function world() {
    let now = 0
    const controller = new AbortController()
    return {
      controller,
      clock: { epochMs: () => now, monotonicMs: () => now },
      sleep: async (ms: number) => {
        now += ms
      },
      interrupted: controller.signal,
      now: () => now,
    }
  }
  const samples = [0, 1000, 2000, 10_000].map((at) => ({ at, v: { x: at } }))

  test('keeps the pace of the recording, so many times as fast, gaps and all', async () => {
    const here = world()
    const seen: [number, number][] = []
    const onTick = ({ epochMs }: Tick): number => seen.push([epochMs, here.now()])
    expect(await replayTicks(samples, { speed: 10, name: 'rec.jsonl', onTick }, here)).toBe(4)
    expect(seen).toEqual([
      [0, 0],
      [1000, 100],
      [2000, 200],
      [10_000, 1000],
    ])
  })

  test('hands on the figures as they were, with the recording as their source', async () => {
    const ticks: Tick[] = []
    await replayTicks(
      samples.slice(0, 1),
      { speed: 1, name: 'rec.jsonl', onTick: (tick) => ticks.push(tick) },
      world(),
    )
    expect(ticks).toEqual([
      {
        epochMs: 0,
        values: { x: 0 },
        sources: [{ name: 'rec.jsonl', staleBecause: null, toldEpochMs: 0 }],
        processes: null,
      },
    ])
  })

  test('ends at an interruption', async () => {
    const here = world()
    const onTick = ({ epochMs }: Tick): void => {
      if (epochMs === 1000) here.controller.abort()
    }
    expect(await replayTicks(samples, { speed: 1, name: 'rec.jsonl', onTick }, here)).toBe(2)
  })

  test('as fast as can be waits for nothing', async () => {
    const here = world()
    expect(
      await replayTicks(samples, { speed: Number.POSITIVE_INFINITY, name: 'r', onTick: () => {} }, here),
    ).toBe(4)
    expect(here.now()).toBe(0)
  })
})
