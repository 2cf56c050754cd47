import { describe, expect, it } from 'vitest'
import type { Context } from '../../../src/commands/command.ts'
import { type DiagnoseInput, targetsOf } from '../../../src/commands/diagnose/targets.ts'
import { fakeWorld } from '../../fake-world.ts'
import { literalFiles } from '../../worlds.ts'

const hostsFile = '# ours\nroot@db1\n  db2  # the spare\n\nroot@db1 # of Windows\r\n#db3\n'

function targets(input: DiagnoseInput, operands: readonly string[] = []) {
  const files = literalFiles({ '/hosts': hostsFile, '/none': '# nobody\n\n' })
  const context: Context = {
    world: fakeWorld({ files }).world,
    profile: () => Promise.reject(new Error('no profile is needed')),
    measuredOn: () => {},
    progress: () => {},
    announce: async () => {},
    live: async () => null,
    seed: () => 1,
    operands,
  }
  return targetsOf(input, context)
}

describe('what is diagnosed', () => {
  it.each<[DiagnoseInput, ReturnType<typeof targets>]>([
    [{}, { kind: 'local' }],
    [{ root: ['/a', '/b'] }, { kind: 'local' }],
    [{ facts: ['/a.json', '/b.json'] }, { kind: 'facts', files: ['/a.json', '/b.json'] }],
    [{ facts: ['/a.json', '/a.json'] }, { kind: 'facts', files: ['/a.json'] }],
    [{ host: ['a', 'b', 'a'] }, { kind: 'remote', targets: ssh('a', 'b') }],
    [{ hosts: '/hosts' }, { kind: 'remote', targets: ssh('root@db1', 'db2') }],
    [
      { host: ['db2', 'x'], hosts: '/hosts' },
      { kind: 'remote', targets: ssh('db2', 'x', 'root@db1') },
    ],
    [
      { host: ['a'], via: ['sudo sh', 'sudo sh'], parallel: 2 },
      { kind: 'remote', targets: [...ssh('a'), { kind: 'via', command: 'sudo sh' }] },
    ],
    [
      { via: ['sh'], root: ['/t'], saveFacts: 'x' },
      { kind: 'remote', targets: [{ kind: 'via', command: 'sh' }] },
    ],
  ])('by %j', (input, expected) => {
    expect(targets(input)).toEqual(expected)
  })
})

function ssh(...hosts: string[]) {
  return hosts.map((host) => ({ kind: 'ssh' as const, host }))
}

describe('options that contradict each other are a mistake', () => {
  it.each<[DiagnoseInput, string]>([
    [{ quick: true, window: 3 }, '--quick and --window do not fit together: one sample has no window.'],
    [{ facts: ['x'], host: ['a'] }, '--facts and --host do not fit together: facts are read, not collected.'],
    [{ facts: ['x'], hosts: '/hosts' }, '--facts and --hosts do not fit together'],
    [{ facts: ['x'], via: ['sh'] }, '--facts and --via do not fit together'],
    [{ facts: ['x'], root: ['/'] }, '--facts and --root do not fit together'],
    [{ recording: 'r', host: ['a', 'b'] }, '--recording is of one machine, and 2 are named.'],
    [{ recording: 'r', facts: ['x'], via: ['sh'] }, '--facts and --via do not fit together'],
    [{ facts: ['x'], window: 3 }, '--facts and --window do not fit together'],
    [{ facts: ['x'], quick: true }, '--facts and --quick do not fit together'],
    [{ facts: ['x'], saveFacts: 'y' }, '--facts and --save-facts do not fit together'],
    [{ facts: ['x'], noExec: true }, '--facts and --no-exec do not fit together'],
    [{ facts: ['x'], probeDisk: '/' }, '--facts and --probe-disk do not fit together'],
    [{ facts: ['x'], parallel: 2 }, '--facts and --parallel do not fit together'],
    [
      { probeDisk: '/', host: ['a'] },
      '--probe-disk and --host do not fit together: it writes to this machine only.',
    ],
    [{ probeDisk: '/', hosts: '/hosts' }, '--probe-disk and --hosts do not fit together'],
    [{ probeDisk: '/', via: ['sh'] }, '--probe-disk and --via do not fit together'],
    [
      { probeDisk: '/', root: ['/t'] },
      '--probe-disk and --root do not fit together: a captured tree has no disk.',
    ],
    [{ root: ['/a', '/b', '/c'] }, '--root was given 3 times.'],
    [{ root: ['/a', '/b'], window: 3 }, 'Two captured trees have their own window.'],
    [{ root: ['/a', '/b'], quick: true }, 'Two captured trees have their own window.'],
    [
      { root: ['/a'], window: 3 },
      '--root and --window do not fit together: one captured tree is one sample.',
    ],
    [{ parallel: 2 }, '--parallel is for several hosts, and there is none.'],
    [{ hosts: '/none' }, '/none names no host.'],
    [{ hosts: '/absent' }, '/absent was not read: there is no such file.'],
  ])('%j', (input, sentence) => {
    expect(() => targets(input)).toThrow(
      expect.objectContaining({
        sentence: expect.stringContaining(sentence),
        hint: expect.stringMatching(/\.$/),
        exitCode: 2,
      }),
    )
  })

  it('a word too many', () => {
    expect(() => targets({}, ['nginx'])).toThrow(
      'diagnose takes a further word only with --diff, got "nginx".',
    )
  })
})
