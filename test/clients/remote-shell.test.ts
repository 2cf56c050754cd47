import { describe, expect, it } from 'vitest'
import { lastWords, type RemoteTarget, runRemotely } from '../../src/clients/index.ts'
import type { Ran, RunRequest } from '../../src/core/index.ts'
import { fakeWorld } from '../fake-world.ts'

const box: RemoteTarget = { kind: 'ssh', host: 'ops@box' }
const docker: RemoteTarget = { kind: 'via', command: 'docker exec -i x sh' }
const silent: Ran = { output: '', errors: '', end: 'exited', exitCode: 255 }

async function answerTo(target: RemoteTarget, ran: Partial<Ran>) {
  const asked: RunRequest[] = []
  const { world } = fakeWorld({
    run: async (request) => {
      asked.push(request)
      return { ...silent, ...ran }
    },
  })
  const limits = { timeoutMs: 63_000, maximumBytes: 1000 }
  return { answer: await runRemotely(world, target, 'script', limits), asked }
}

describe('a script is run', () => {
  it('by the own ssh of the operator, which asks nothing and decides of host keys by itself', async () => {
    const { answer, asked } = await answerTo(box, { output: 'x', exitCode: 0 })
    expect(answer).toMatchObject({ ok: true, output: 'x', startedMs: 0 })
    expect(asked).toEqual([
      {
        program: 'ssh',
        args: ['-T', '-o', 'BatchMode=yes', '-o', 'ConnectTimeout=10', '--', 'ops@box', 'sh -s'],
        input: 'script',
        timeoutMs: 63_000,
        maximumBytes: 1000,
      },
    ])
  })

  it('by any command of a shell', async () => {
    const { asked } = await answerTo(docker, { output: 'x' })
    expect(asked).toMatchObject([
      { program: '/bin/sh', args: ['-c', 'docker exec -i x sh'], input: 'script' },
    ])
  })

  it('and what it said is handed back, however it ended', async () => {
    const { answer } = await answerTo(box, { output: 'half', end: 'timeout', exitCode: null })
    expect(answer).toMatchObject({ ok: true, output: 'half', ran: { end: 'timeout' } })
  })
})

describe('no program is run for what is no name of a host:', () => {
  it.each(['-oProxyCommand=touch x', '', 'two words', 'tab\there', 'nul\0byte', 'line\nbreak'])(
    '%j',
    async (host) => {
      const { answer, asked } = await answerTo({ kind: 'ssh', host }, {})
      expect(answer).toMatchObject({
        ok: false,
        sentence: `${JSON.stringify(host)} is not the name of a host.`,
      })
      expect(asked).toEqual([])
    },
  )
})

const changedKey = `@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@
@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @
Offending ED25519 key in /home/me/.ssh/known_hosts:1
Host key verification failed.
`

describe('a silent target has its reason said:', () => {
  it.each<[string, RemoteTarget, Partial<Ran>, string, string]>([
    [
      'a changed key',
      box,
      { errors: changedKey },
      'shows another host key than the known one, so it was not asked',
      'ssh-keygen -R',
    ],
    [
      'an unknown key',
      box,
      { errors: 'Host key verification failed.\r\n' },
      'its host key is not known here',
      'compare the key',
    ],
    [
      'a refused key',
      box,
      { errors: 'noise\nops@box: Permission denied (publickey).\n' },
      'ops@box could not be asked: ops@box: Permission denied (publickey).',
      'ssh -o BatchMode=yes ops@box true',
    ],
    ['no word', box, {}, 'it ended with exit code 255 and no word', 'by hand'],
    ['no ssh', box, { end: 'missing', exitCode: null }, 'There is no ssh on this machine', 'openssh-client'],
    [
      'no sh',
      docker,
      { end: 'missing', exitCode: null },
      'There is no /bin/sh on this machine',
      'POSIX shell',
    ],
    [
      'no answer',
      box,
      { end: 'timeout', exitCode: null },
      'ops@box said nothing within 63 s.',
      'ssh ops@box true',
    ],
    [
      'no answer of a command',
      docker,
      { end: 'timeout', exitCode: null },
      '--via "docker exec -i x sh" said nothing within 63 s.',
      'echo true',
    ],
    ['an interruption', box, { end: 'stopped', exitCode: null }, 'ops@box was not waited for.', 'again'],
    [
      'a failed command',
      docker,
      { errors: 'sh: docker: not found\n', exitCode: 127 },
      '--via "docker exec -i x sh" could not be asked: sh: docker: not found.',
      'reads a script on its standard input',
    ],
  ])('%s', async (_, target, ran, sentence, hint) => {
    const { answer } = await answerTo(target, ran)
    if (answer.ok) throw new Error('it answered')
    expect(answer.sentence).toContain(sentence)
    expect(answer.hint).toContain(hint)
  })
})

describe('the last words of a program', () => {
  it.each([
    ['one\ntwo.\n\n', 'two'],
    ['  blank around \r\n', 'blank around'],
    ['', 'it ended with exit code 9 and no word'],
  ])('%j: %s', (errors, said) => {
    expect(lastWords({ errors, exitCode: 9 })).toBe(said)
  })
})
