import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readlinkSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, describe, expect, test } from 'vitest'
import { percentilesOf } from '../../src/apply/disk/program/percentiles.ts'
import { type DiskOrder, diskProgram } from '../../src/apply/index.ts'
import { run } from '../e2e/installed.ts'

const programs = realpathSync(mkdtempSync(join(tmpdir(), 'lewis-perf-disk-program-')))
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'lewis-perf-disk-data-')))
const program = join(programs, 'disk.mjs')
writeFileSync(program, await diskProgram())
afterAll(() => {
  for (const path of [programs, folder]) rmSync(path, { recursive: true })
})

const order: DiskOrder = {
  part: 'disk',
  directory: folder,
  fileBytes: 2 ** 20,
  chunkBytes: 2 ** 18,
  writeSeconds: 0.1,
  syncSeconds: 0.1,
  readSeconds: 0.02,
  randomReadSeconds: 0.02,
}
const endless: DiskOrder = { ...order, syncSeconds: 3600 }

test('a round on a real disk: every number or why it is missing, and nothing left in the folder', async () => {
  const { code, output } = await run(process.execPath, [program, JSON.stringify(order)])
  const { values, missing } = JSON.parse(output)
  const names = ['write', 'syncP50', 'syncP95', 'syncP99', 'read', 'randomReadP50', 'randomReadP99']
  expect(code).toBe(0)
  expect(names.filter((name) => !(values[name] > 0) && missing[name] === undefined)).toEqual([])
  expect(values.write).toBeGreaterThan(0)
  expect(readdirSync(folder)).toEqual([])
})

test('a folder that is gone is an error in words', async () => {
  const gone = JSON.stringify({ ...order, directory: join(folder, 'gone') })
  const { code, errors } = await run(process.execPath, [program, gone])
  expect(code).toBe(1)
  expect(errors).toContain('ENOENT')
})

describe.skipIf(process.platform !== 'linux')('kill -9', () => {
  test('half-way leaves nothing in the folder', async () => {
    const child = spawn(process.execPath, [program, JSON.stringify(endless)], { stdio: 'ignore' })
    await until(() => holds(child.pid))
    expect(readdirSync(folder)).toEqual([])
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
    expect(readdirSync(folder)).toEqual([])
  })

  test('of the process that waits for it ends it too, and its space is free again', async () => {
    const waits = `require('node:child_process').spawn(process.execPath, ${JSON.stringify([program, JSON.stringify(endless)])}, { stdio: 'ignore', detached: true }); setInterval(() => {}, 1e6)`
    const parent = spawn(process.execPath, ['-e', waits], { stdio: 'ignore' })
    const holder = await until(holderOf)
    expect(holder).not.toBe(parent.pid)
    await killed(parent)
    await until(() => holderOf() === null)
    expect(readdirSync(folder)).toEqual([])
  })
})

test('a percentile takes enough operations', () => {
  const times = Array.from({ length: 50 }, (_, index) => index + 1)
  expect(percentilesOf('sync', times)).toEqual({
    values: { syncP50: 25.5, syncP95: expect.closeTo(47.55) },
    missing: {
      syncP99: 'The 99th percentile takes 100 operations in a round, and the disk did 50.',
    },
  })
})

async function killed(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

/** Whether the process has a file open in the folder, which there has no name. */
function holds(pid: number | undefined): boolean {
  try {
    const files = `/proc/${pid}/fd`
    return readdirSync(files).some((file) => readlinkSync(join(files, file)).startsWith(`${folder}/`))
  } catch {
    return false
  }
}

function holderOf(): number | null {
  return (
    readdirSync('/proc')
      .map(Number)
      .find((pid) => pid > 0 && holds(pid)) ?? null
  )
}

/** What `look` answers once it answers something; the test's own time limit ends the wait. */
async function until<T>(look: () => T): Promise<T> {
  for (;;) {
    const found = look()
    if (found !== null && found !== false) return found
    await setTimeout(5)
  }
}
