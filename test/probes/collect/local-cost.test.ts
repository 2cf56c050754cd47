import { describe, expect, it } from 'vitest'
import type { Files } from '../../../src/core/index.ts'
import { collectLocal } from '../../../src/probes/collect/index.ts'
import { fakeWorld } from '../../fake-world.ts'
import { literalFiles } from '../../worlds.ts'

/** Collects of literal files, each of which takes a millisecond to read, and notes what was done. */
async function collect(contents: Readonly<Record<string, string>>, windowSeconds: number | null = null) {
  let nowMs = 0
  const read: string[] = []
  const ran: string[] = []
  const slept: number[] = []
  const literal = literalFiles({ '/usr/bin/systemctl': '', '/usr/bin/timedatectl': '', ...contents })
  const files: Files = {
    ...literal,
    text: (path, maximum) => literal.text(path, maximum),
    kernelText: (path, maximum) => {
      nowMs += 1
      read.push(path)
      return literal.text(path, maximum)
    },
  }
  const { world } = fakeWorld({
    files,
    environment: { PATH: '/usr/bin' },
    run: async ({ program }) => {
      ran.push(program)
      return { output: '', errors: '', end: 'exited', exitCode: 0 }
    },
  })
  const clock = { epochMs: () => nowMs, monotonicMs: () => nowMs }
  const sleep = async (ms: number) => {
    slept.push(ms)
    nowMs += ms
  }
  await collectLocal({ ...world, clock, sleep }, { windowSeconds, roots: ['/'], exec: true, nonce: 'n' })
  return { read, ran, slept }
}

describe('a collection of this machine', () => {
  it('waits only for the rest of the window, which began with the first reading', async () => {
    const { read, slept } = await collect({ '/proc/uptime': '1.0 1.0\n' }, 3)
    const readBefore = read.indexOf('/proc/uptime', 1)
    expect(slept).toEqual([3000 - readBefore])
  })

  it('does not wait where the first sample took longer than the window', async () => {
    expect((await collect({}, 0.001)).slept).toEqual([0])
  })

  it('asks the programs of systemd only where it runs', async () => {
    expect((await collect({})).ran).toEqual([])
    expect((await collect({ '/run/systemd/system/any': '' })).ran).toEqual([
      '/usr/bin/systemctl',
      '/usr/bin/timedatectl',
    ])
  })

  it('looks for partitions only where they can be', async () => {
    const { read } = await collect({
      '/sys/block/sda/sda1/partition': '1\n',
      '/sys/block/sda/queue/scheduler': 'none\n',
      '/sys/block/nvme0n1/nvme0n1p12/partition': '12\n',
    })
    expect(read.filter((path) => path.endsWith('/partition'))).toEqual([
      '/sys/block/nvme0n1/nvme0n1p12/partition',
      '/sys/block/sda/sda1/partition',
    ])
  })
})
