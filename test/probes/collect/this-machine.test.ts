import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Facts } from '../../../src/core/index.ts'
import { descendants, until } from '../../e2e/process-tree.ts'
import { collectedLocally, collectedVia, factsIn, realWorld } from './real-world.ts'

describe('this machine', () => {
  it('tells the same facts directly and through a shell', async () => {
    const [local, remote] = [
      factsIn(await collectedLocally({ windowSeconds: 0.1 })),
      factsIn(await collectedVia('sh', { windowSeconds: 0.1 })),
    ]
    const known = (facts: Facts) =>
      Object.entries(facts).flatMap(([name, fact]) => {
        const isKnown = typeof fact === 'object' && fact !== null && fact.known
        return isKnown ? [`${name}${fact.first === null ? '' : ' twice'}`] : []
      })
    expect(known(remote).filter((name) => name !== 'clockOffset')).toEqual(known(local))
    for (const name of ['meminfo', 'vmstat', 'sysctls'] as const) {
      const [one, other] = [local[name], remote[name]]
      if (!one.known || !other.known) throw new Error(`${name} is missing`)
      expect(Object.keys(other.last)).toEqual(Object.keys(one.last))
    }
  })

  it('tells the space of its filesystems as df does', async () => {
    const [local, remote] = [factsIn(await collectedLocally()), factsIn(await collectedVia('sh'))]
    if (!local.filesystems.known || !remote.filesystems.known) throw new Error('df says nothing')
    const told = (facts: typeof local.filesystems.last) =>
      facts.map(({ mountPoint, type, totalBytes, inodes }) => [mountPoint, type, totalBytes, inodes === null])
    expect(told(remote.filesystems.last)).toEqual(told(local.filesystems.last))
  })
})

describe('a process that has ended', () => {
  it('is absent: nothing of it is unreadable', async () => {
    // Nobody waits for the one that ends.
    const parent = spawn('sh', ['-c', 'sleep 0 & exec sleep 600'], { stdio: 'ignore' })
    const pid = parent.pid ?? 0
    try {
      const zombie = await until(() => zombieOf(pid))
      for (const name of ['environ', 'no-such-file'])
        expect(realWorld.files.kernelText(`/proc/${zombie}/${name}`)).toEqual({ ok: false, reason: 'absent' })
      expect(descendants(pid)).toEqual([])
    } finally {
      parent.kill('SIGKILL')
    }
    expect(realWorld.files.kernelText(`/proc/${pid}999999/stat`)).toEqual({ ok: false, reason: 'absent' })
  })
})

function zombieOf(parent: number): number | null {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const found = pids.find((pid) => {
    try {
      return readFileSync(`/proc/${pid}/stat`, 'utf8').includes(`) Z ${parent} `)
    } catch {
      return false
    }
  })
  return found === undefined ? null : Number(found)
}
