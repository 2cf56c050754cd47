import { describe, expect, it } from 'vitest'
import type { RunRequest } from '../../../src/core/index.ts'
import { type CollectOptions, collectLocal } from '../../../src/probes/collect/index.ts'
import { fakeWorld } from '../../fake-world.ts'
import { literalFiles, literalPlatform } from '../../worlds.ts'

const told = `${JSON.stringify({ name: 'cpu', value: { brand: 'M2' } })}\n`

async function collect(os: string, options: Partial<CollectOptions> = {}) {
  const ran: RunRequest[] = []
  const { world } = fakeWorld({
    files: literalFiles({ '/proc/uptime': '1.0 1.0\n', '/tree/proc/uptime': '1.0 1.0\n' }),
    run: async (request) => {
      ran.push(request)
      return { output: told, errors: '', end: 'exited', exitCode: 0 }
    },
  })
  const { snapshot, cost } = await collectLocal(
    { ...world, platform: literalPlatform({ os }) },
    { windowSeconds: null, roots: ['/'], exec: true, nonce: 'n', ...options },
  )
  return { ran: ran.length, programs: cost.childProcesses, told: snapshot.samples[0]?.commands['inventory'] }
}

describe('the inventory of this machine', () => {
  it('is taken on Linux where it is asked for, and stands in the cost', async () => {
    const { programs, told } = await collect('linux', { inventory: true })
    expect(programs).toEqual(['systeminformation'])
    expect(told).toMatch(/^\{"cpu":\{"brand":"M2"\},"missing":\{"system":"unreadable"/)
  })

  it.each(['darwin', 'win32'])('is always taken on %s, where there is no /proc', async (os) => {
    expect((await collect(os)).programs).toEqual(['systeminformation'])
  })

  it.each([
    ['on Linux unasked', 'linux', {}],
    ['where no program may be run', 'darwin', { exec: false }],
    ['where none may be run, though it is asked for', 'linux', { exec: false, inventory: true }],
    ['of a captured tree', 'darwin', { roots: ['/tree'], inventory: true }],
  ] as const)('is not taken %s', async (_, os, options) => {
    expect(
      await collect(os, { ...options, roots: [...('roots' in options ? options.roots : ['/'])] }),
    ).toEqual({
      ran: 0,
      programs: [],
      told: undefined,
    })
  })
})
