import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { DiagnoseData } from '../../../src/checks/index.ts'
import { main } from '../../../src/cli/main.ts'
import { nodeWorld } from '../../../src/cli/node-world.ts'
import type { Envelope, Sink } from '../../../src/core/index.ts'
import { describeWithFixtures, fixtureNames, unpackedFixture } from '../../fixtures.ts'
import { hostileTrees } from '../../probes/collect/hostile-tree.ts'
import { describeWithServer } from '../../servers/describe-with.ts'
import { writeSshClient } from '../../servers/ssh-client.ts'
import { syntheticMachines, writeTrees } from '../../synthetic/index.ts'
import { answerIn } from './answer-in.ts'

const folder = mkdtempSync(join(tmpdir(), 'lewis-perf-ways-'))
const removals: (() => void)[] = [() => rmSync(folder, { recursive: true })]
const ownPath = process.env['PATH']
const real = nodeWorld()
afterAll(() => {
  process.env['PATH'] = ownPath
  for (const remove of removals) remove()
})

/** One run on this machine. */
async function diagnose(argv: readonly string[]): Promise<Envelope<DiagnoseData>> {
  const texts: string[] = []
  const sink: Sink = {
    write: async (text) => void texts.push(text),
    open: true,
    isTerminal: false,
    columns: undefined,
  }
  const silent: Sink = { ...sink, write: async () => {} }
  await main(['diagnose', ...argv, '--json'], { ...real, output: sink, errors: silent })
  return JSON.parse(texts.join('')) as Envelope<DiagnoseData>
}

/** Every way gives the same answer, byte for byte. */
async function expectSame(roots: readonly string[]): Promise<void> {
  // The user of the other host is no root.
  for (const root of roots) execFileSync('chmod', ['-R', 'a+rX', root])
  const trees = roots.flatMap((root) => ['--root', root])
  const [local, remote] = [join(folder, 'local.json'), join(folder, 'remote.json.gz')]
  const direct = answerIn(await diagnose([...trees, '--save-facts', local]))
  expect(direct.length).toBeGreaterThan(5000)
  expect(answerIn(await diagnose([...trees, '--via', 'dash']))).toBe(direct)
  expect(answerIn(await diagnose([...trees, '--host', 'plain', '--save-facts', remote]))).toBe(direct)
  for (const saved of [local, remote]) expect(answerIn(await diagnose(['--facts', saved]))).toBe(direct)
}

describeWithServer(
  'plainSshd',
  'read directly, by a shell, from a host with BusyBox and from saved facts',
  (server) => {
    beforeAll(() => {
      const programs = writeSshClient(folder, [{ name: 'plain', server: server() }])
      process.env['PATH'] = `${programs}:${ownPath}`
    })

    it('odd trees give the same answer', async () => {
      // What only root can read would not be the same for another user.
      const { before, after, remove } = hostileTrees({ isShut: false })
      removals.push(remove)
      await expectSame([before, after])
      await expectSame([after])
    })

    it.each(Object.keys(syntheticMachines))('the machine "%s" gives the same answer', async (name) => {
      const machine = syntheticMachines[name]
      if (machine === undefined) throw new Error(`there is no ${name}`)
      const { before, after, remove } = writeTrees(machine)
      removals.push(remove)
      await expectSame([before, after])
    })

    describeWithFixtures('captured machines', () => {
      const machines = fixtureNames('machines').filter((name) => !/^README|^lscpu/.test(name))

      it.each(machines)('%s gives the same answer', async (name) => {
        const { directory, remove } = unpackedFixture(`machines/${name}/root.tar.gz`)
        removals.push(remove)
        await expectSame([directory])
      })
    })
  },
)
