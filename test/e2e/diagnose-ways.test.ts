import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { answerIn } from '../commands/diagnose/answer-in.ts'
import { hostileTrees } from '../probes/collect/hostile-tree.ts'
import { describeWithServer } from '../servers/describe-with.ts'
import { writeSshClient } from '../servers/ssh-client.ts'
import { lewisPerf, oneFile, run } from './installed.ts'

const folder = mkdtempSync(join(tmpdir(), 'lewis-perf-ways-'))
const trees = hostileTrees()
const roots = ['--root', trees.before, '--root', trees.after]
afterAll(() => {
  rmSync(folder, { recursive: true })
  trees.remove()
})

const isRoot = process.getuid?.() === 0
const nobody = isRoot ? ['setpriv', '--reuid=nobody', '--regid=nogroup', '--clear-groups'] : []

/** What a user without rights is told, by the one file that anybody can read. */
async function unprivileged(
  argv: readonly string[],
  environment: Record<string, string> = {},
): Promise<string> {
  const [program = '', ...args] = [
    ...nobody,
    process.execPath,
    join(folder, 'lewis-perf.mjs'),
    'diagnose',
    ...argv,
  ]
  const { output, errors } = await run(program, [...args, '--json'], { cwd: folder, env: environment })
  expect(errors).not.toContain('error:')
  return answerIn(JSON.parse(output))
}

describeWithServer('plainSshd', 'files that only root may read', (server) => {
  let direct = ''
  beforeAll(async () => {
    chmodSync(folder, 0o777)
    copyFileSync(oneFile, join(folder, 'lewis-perf.mjs'))
    direct = await unprivileged([...roots, '--save-facts', join(folder, 'facts.json.gz')])
  })

  it('are not read for another user', async () => {
    expect(direct).toContain('may not be read by this user')
    const { output } = await lewisPerf(['diagnose', ...roots, '--json'])
    const own = answerIn(JSON.parse(output))
    if (isRoot) expect(own).not.toBe(direct)
    else expect(own).toBe(direct)
  })

  it('give the same answer by every way', async () => {
    const busybox = join(folder, 'busybox')
    mkdirSync(busybox)
    for (const name of ['sh', 'cat', 'sleep', 'df', 'readlink'])
      symlinkSync('/usr/bin/busybox', join(busybox, name))
    const programs = writeSshClient(folder, [{ name: 'plain', server: server() }])
    const { output } = await lewisPerf(['diagnose', ...roots, '--host', 'plain', '--json'], {
      env: { PATH: `${programs}:${process.env['PATH']}` },
    })
    expect(answerIn(JSON.parse(output))).toBe(direct)
    for (const argv of [
      [...roots, '--via', 'sh'],
      [...roots, '--via', `PATH=${busybox}; export PATH; exec sh`],
      ['--facts', join(folder, 'facts.json.gz')],
    ]) {
      expect(await unprivileged(argv)).toBe(direct)
    }
  })
})

describeWithServer('sshd', 'the own user on another host', (server) => {
  it('is told the same as here', async () => {
    const programs = writeSshClient(folder, [{ name: 'box', server: server() }])
    const env = { PATH: `${programs}:${process.env['PATH']}` }
    const [here, there] = await Promise.all(
      [[], ['--host', 'box']].map((way) => lewisPerf(['diagnose', ...roots, ...way, '--json'], { env })),
    )
    expect(there?.code).toBe(here?.code)
    expect(answerIn(JSON.parse(there?.output ?? ''))).toBe(answerIn(JSON.parse(here?.output ?? '')))
  })
})
