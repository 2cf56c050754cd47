import { afterAll, describe, expect, it } from 'vitest'
import { checks, judge } from '../../../src/checks/index.ts'
import { asFarAsRead } from '../../../src/commands/diagnose/as-far-as-read.ts'
import type { Finding, Ran, RunRequest, World } from '../../../src/core/index.ts'
import { type Collected, collectRemote, type Unreachable } from '../../../src/probes/collect/index.ts'
import { syntheticMachines, writeTrees } from '../../synthetic/index.ts'
import { hostileTrees } from './hostile-tree.ts'
import { collecting, factsIn, realWorld } from './real-world.ts'

const removals: (() => void)[] = []
afterAll(() => {
  for (const remove of removals) remove()
})

const target = { kind: 'via', command: 'sh' } as const

/** What a shell prints of `roots`, and what is collected where it is cut after any share of that. */
async function cuttable(roots: readonly string[]) {
  let printed = ''
  const listening = async (request: RunRequest): Promise<Ran> => {
    const ran = await realWorld.run(request)
    printed = ran.output
    return ran
  }
  const options = collecting({ roots })
  const collect = (run: World['run']) => collectRemote({ ...realWorld, run }, target, options)
  const whole = await collect(listening)
  const upTo = (share: number): Promise<Collected | Unreachable> =>
    collect(async () => {
      const output = printed.slice(0, Math.floor(printed.length * share))
      return { output, errors: 'Connection to box closed by remote host.\n', end: 'exited', exitCode: 255 }
    })
  return { whole, upTo }
}

function judgedOf(collected: Collected | Unreachable): Map<string, Finding> {
  if (!('snapshot' in collected)) return new Map()
  const facts = factsIn(collected)
  const judged = asFarAsRead(judge(checks, facts), facts, collected.complete)
  return new Map(judged.map(({ finding }) => [`${finding.id} ${finding.instance ?? ''}`, finding]))
}

const steps = 60

describe('a collection that is cut at any place', () => {
  const hostile = hostileTrees()
  removals.push(hostile.remove)
  const trees: [string, () => string[]][] = [
    ['odd trees', () => [hostile.before, hostile.after]],
    ...Object.entries(syntheticMachines).map(([name, machine]): [string, () => string[]] => [
      name,
      () => {
        const { before, after, remove } = writeTrees(machine)
        removals.push(remove)
        return [before, after]
      },
    ]),
  ]

  it.each(trees)('finds nothing fine that is not: %s', async (_, rootsOf) => {
    const { whole, upTo } = await cuttable(rootsOf())
    const all = judgedOf(whole)
    for (let step = 1; step < steps; step++) {
      const cut = await upTo(step / steps)
      for (const [name, { status, because }] of judgedOf(cut)) {
        const said = all.get(name)?.status
        if (said === 'fail') expect([name, status, because]).not.toContain('pass')
        if (status === 'not-applicable') expect([name, because, said]).toContain(status)
      }
      if ('snapshot' in cut) expect(cut.complete).toBe(false)
    }
  })

  it('says what of it is judged and why it ended', async () => {
    const { upTo } = await cuttable([hostile.before, hostile.after])
    expect(await upTo(0.7)).toMatchObject({
      complete: false,
      problems: [
        'The connection to sh ended early (Connection to box closed by remote host): what it had told is judged.',
      ],
    })
    expect(await upTo(0)).toMatchObject({ sentence: expect.stringContaining('could not be asked') })
    expect(await upTo(0.005)).toMatchObject({
      sentence: 'The connection to sh ended before the first fact: Connection to box closed by remote host.',
    })
  })

  it('has its first sample where the second did not come, and calls nothing absent that only the second has', async () => {
    const { upTo } = await cuttable([hostile.before, hostile.after])
    const judged = judgedOf(await upTo(0.3))
    expect(judged.get('cpu.pressure ')).toMatchObject({ status: 'warn' })
    expect(judged.get('mem.available ')).toMatchObject({
      status: 'unknown',
      because: '/proc/meminfo was not answered in time.',
    })
  })
})
