import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { DiagnoseData } from '../../src/checks/index.ts'
import type { Envelope } from '../../src/core/index.ts'
import { describeWithServer } from '../servers/describe-with.ts'
import { freePort } from '../servers/program.ts'
import { writeSshClient } from '../servers/ssh-client.ts'
import { syntheticMachines, writeTrees } from '../synthetic/index.ts'
import { lewisPerf } from './installed.ts'

const folder = mkdtempSync(join(tmpdir(), 'lewis-perf-hosts-'))
const removals: (() => void)[] = [() => rmSync(folder, { recursive: true })]
afterAll(() => {
  for (const remove of removals) remove()
})

function treesOf(name: string): string[] {
  const machine = syntheticMachines[name]
  if (machine === undefined) throw new Error(`there is no ${name}`)
  const { before, after, remove } = writeTrees(machine)
  removals.push(remove)
  return ['--root', before, '--root', after]
}

describeWithServer('plainSshd', 'hosts over ssh', (server) => {
  let path = ''
  let healthy: string[] = []
  beforeAll(async () => {
    healthy = treesOf('Alpine with BusyBox')
    const { identityFile, knownHostsFile, port } = server()
    const other = readFileSync(`${identityFile}.pub`, 'utf8').split(' ').slice(0, 2).join(' ')
    const changed = join(folder, 'changed_hosts')
    writeFileSync(changed, `[127.0.0.1]:${port} ${other}\n`)
    const programs = writeSshClient(folder, [
      { name: 'one', server: server() },
      { name: 'two', server: server() },
      { name: 'changed', server: server(), knownHostsFile: changed },
      { name: 'unknown', server: server(), knownHostsFile: '/dev/null' },
      { name: 'gone', server: { ...server(), port: await freePort() } },
      { name: 'stranger', server: { ...server(), identityFile: knownHostsFile } },
    ])
    path = `${programs}:${process.env['PATH']}`
  })

  async function diagnose(...argv: string[]) {
    const { code, output, errors } = await lewisPerf(['diagnose', ...argv, '--json'], { env: { PATH: path } })
    return { ...(JSON.parse(output) as Envelope<DiagnoseData>), code, errors }
  }

  it.each([
    [
      'changed',
      'changed shows another host key than the known one, so it was not asked: it may not be that host.',
    ],
    ['unknown', 'unknown could not be asked: its host key is not known here.'],
    ['gone', 'Connection refused'],
    ['stranger', 'Permission denied'],
    ['-oProxyCommand=true', '"-oProxyCommand=true" is not the name of a host.'],
  ])('%s is not asked, exit 3, and nothing is judged', async (host, sentence) => {
    const { code, data, findings } = await diagnose(`--host=${host}`, ...healthy)
    expect(code).toBe(3)
    expect(data.unreachable).toEqual([
      { host, sentence: expect.stringContaining(sentence), hint: expect.any(String) },
    ])
    expect(findings.map(({ id, status }) => [id, status])).toEqual([['hosts.unreachable', 'unknown']])
    expect(data.hosts).toEqual([])
  })

  it('stand side by side, whoever else does not answer', async () => {
    const hosts = join(folder, 'hosts')
    writeFileSync(hosts, '# the fleet\none\ntwo # spare\n\ngone\n')
    const { code, data, tables } = await diagnose(
      '--hosts',
      hosts,
      '--via',
      'sh',
      '--parallel',
      '2',
      ...healthy,
    )
    expect(code).toBe(3)
    expect([data.hosts, data.unreachable.map(({ host }) => host)]).toEqual([['one', 'two', 'sh'], ['gone']])
    expect(tables[0]?.rows.map((row) => row[1])).toEqual(['fine', 'fine', 'fine', 'no answer'])
  })

  it('that are sick exit 1, whoever else does not answer', async () => {
    const sick = treesOf('ARM board')
    const { code, data } = await diagnose('--host', 'one', '--host', 'gone', ...sick)
    expect(code).toBe(1)
    expect(data.hypotheses[0]).toMatchObject({ host: 'one', resource: 'memory' })
  })

  it('have their facts saved each in a file of its own, packed by its name', async () => {
    const saved = join(folder, 'saved', 'x.json.gz')
    const missing = await diagnose('--host', 'one', '--host', 'two', '--save-facts', saved, ...healthy)
    expect(missing.code).toBe(2)
    expect(missing.errors).toContain('its folder does not exist')
    const { code } = await diagnose(
      '--host',
      'one',
      '--host',
      'two',
      '--save-facts',
      join(folder, 'x.json.gz'),
      ...healthy,
    )
    expect(code).toBe(0)
    const names = readdirSync(folder).filter((name) => name.startsWith('x-'))
    expect(names.sort()).toEqual(['x-one.json.gz', 'x-two.json.gz'])
    const [one = ''] = names
    expect(JSON.parse(gunzipSync(readFileSync(join(folder, one))).toString())).toMatchObject({
      schema: 'lewis-perf/facts/1',
      host: 'one',
    })
    writeFileSync(join(folder, 'cut.json.gz'), readFileSync(join(folder, one)).subarray(0, 200))
    const damaged = await diagnose('--facts', join(folder, 'cut.json.gz'))
    expect([damaged.code, damaged.error?.sentence]).toEqual([
      2,
      `${folder}/cut.json.gz was not read: it cannot be read.`,
    ])
  })

  it('are asked as the machines that they are: one with BusyBox, for a user without rights', async () => {
    const { code, data, findings } = await diagnose('--host', 'one', '--window', '200ms')
    expect([0, 1]).toContain(code)
    expect(data.windowSeconds).toBeGreaterThan(0.15)
    const byId = new Map(findings.map((finding) => [finding.id, finding]))
    expect(byId.get('clk.skew')?.status).toBe('pass')
    expect(byId.get('disk.space')?.status).not.toBe('unknown')
    expect(byId.get('mem.available')?.status).not.toBe('unknown')
    expect(data.cost['one']?.childProcesses).toEqual(['ssh'])
  })
})
