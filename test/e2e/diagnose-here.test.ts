import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { DiagnoseData } from '../../src/checks/index.ts'
import type { Envelope, Snapshot } from '../../src/core/index.ts'
import { describeWithServer } from '../servers/describe-with.ts'
import { writeSshClient } from '../servers/ssh-client.ts'
import { lewisPerf } from './installed.ts'

const folder = mkdtempSync(join(tmpdir(), 'lewis-perf-here-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function diagnose(...argv: string[]) {
  const { output, errors } = await lewisPerf(['diagnose', ...argv, '--json'])
  return { ...(JSON.parse(output) as Envelope<DiagnoseData>), errors }
}

describe('this machine', () => {
  it('in one sample has its gauges judged and its rates unknown', async () => {
    const { findings, data } = await diagnose('--quick', '--no-exec')
    expect(data.windowSeconds).toBe(0)
    const byId = new Map(findings.map((finding) => [finding.id, finding]))
    for (const id of ['mem.available', 'disk.space', 'lim.pids'])
      expect(byId.get(id)?.status).not.toBe('unknown')
    for (const id of ['cpu.utilization', 'mem.swap-io', 'disk.util']) {
      expect(byId.get(id)).toMatchObject({
        status: 'unknown',
        because: expect.stringContaining('A rate needs two samples, and there is one'),
      })
    }
  })

  it('over a window has its rates, and no program is run without leave', async () => {
    const { findings, data } = await diagnose('--window', '300ms', '--no-exec')
    expect(data.windowSeconds).toBeGreaterThan(0.25)
    expect(findings.find(({ id }) => id === 'cpu.utilization')?.status).not.toBe('unknown')
    expect(Object.values(data.cost)).toEqual([expect.objectContaining({ childProcesses: [] })])
  })
})

describeWithServer('sshd', 'secrets of a running process', (server) => {
  const secret = 'hunter2hunter2'
  const isThere = (text: string) => text.includes('lewis-perf-secrets')

  it('are in no file, no result and no message, by any way', async () => {
    const words = [
      'lewis-perf-secrets',
      `--token=${secret}`,
      '--password',
      `${secret} with blanks`,
      `DB_PASSWORD=${secret}`,
      `postgres://me:${secret}@db/x`,
    ]
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6); console.log(1)', ...words], {
      env: { ...process.env, API_KEY: secret, NODE_OPTIONS: `--conditions=token=${secret}` },
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    await new Promise((resolve) => child.stdout.once('data', resolve))
    const programs = writeSshClient(folder, [{ name: 'box', server: server() }])
    try {
      for (const way of [[], ['--via', `: --token ${secret}; sh`], ['--host', 'box']]) {
        const file = join(folder, 'facts.json')
        const { output, errors } = await lewisPerf(
          ['diagnose', '--quick', '--no-exec', ...way, '--save-facts', file, '--json', '--all'],
          { env: { PATH: `${programs}:${process.env['PATH']}` } },
        )
        const saved = readFileSync(file, 'utf8')
        const { samples } = JSON.parse(saved) as Snapshot
        const kept = samples[0]?.files ?? {}
        expect(isThere(String(kept[`/proc/${child.pid}/cmdline`]))).toBe(true)
        expect(String(kept[`/proc/${child.pid}/environ`])).toMatch(
          /^NODE_OPTIONS=--conditions=token=\*\*\*\0/,
        )
        expect(saved + output + errors).not.toContain(secret)
      }
    } finally {
      child.kill('SIGKILL')
    }
  })
})
