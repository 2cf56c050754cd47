import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { describeWithServer } from './servers/describe-with.ts'
import { servers } from './servers/index.ts'
import { decide, skippedLine } from './servers/missing-packages.ts'
import { startProgram } from './servers/program.ts'
import type { RunningSshd } from './servers/sshd.ts'
import { openStarter } from './servers/starter.ts'

describe('a Debian package that tests need and that is missing', () => {
  const here = { continuousIntegration: false, installAsked: false, canInstall: true }
  const cases = [
    { claim: 'is no matter when nothing is missing', missing: [], is: here, action: 'run' },
    { claim: 'is skipped when nobody asked to install it', missing: ['nginx'], is: here, action: 'skip' },
    {
      claim: 'is installed under CI',
      missing: ['nginx'],
      is: { ...here, continuousIntegration: true },
      action: 'install',
    },
    {
      claim: 'is installed when asked',
      missing: ['nginx'],
      is: { ...here, installAsked: true },
      action: 'install',
    },
    {
      claim: 'is skipped when it was asked for and cannot be installed',
      missing: ['nginx'],
      is: { ...here, installAsked: true, canInstall: false },
      action: 'skip',
    },
    {
      claim: 'fails the run under CI when it cannot be installed',
      missing: ['nginx'],
      is: { ...here, continuousIntegration: true, canInstall: false },
      action: 'fail',
    },
  ]
  test.each(cases)('$claim', ({ missing, is, action }) => {
    expect(decide(missing, is).action).toBe(action)
  })

  test('is named once in the one apt line that brings all', () => {
    expect(decide(['redis-server', 'nginx', 'nginx'], here)).toEqual({
      action: 'skip',
      message:
        'Tests need nginx, redis-server. Bring all of them with: ' +
        'apt-get update && apt-get install -y --no-install-recommends nginx redis-server',
    })
  })

  test('is named with each test that did not run', () => {
    expect(skippedLine('nginx', 'a proxy > answers')).toBe('SKIPPED needs nginx: a proxy > answers')
  })
})

describe('a program that cannot serve', () => {
  const start = (command: string, args: string[]) => {
    const folders: string[] = []
    const outcome = startProgram('broken', async (folder) => {
      folders.push(folder)
      return { command, args, answers: async () => false, coordinates: { url: 'nowhere' } }
    })
    return { folders, outcome }
  }

  test('is tried three times, says what it printed, and leaves no folder', async () => {
    const { folders, outcome } = start(process.execPath, ['-e', 'console.log("no port"); process.exit(1)'])
    await expect(outcome).rejects.toThrow(/did not answer. It printed: no port/)
    expect(folders.map((folder) => existsSync(folder))).toEqual([false, false, false])
  })

  test('is reported when it does not exist', async () => {
    await expect(start('/nowhere/at-all', []).outcome).rejects.toThrow('/nowhere/at-all did not answer')
  })
})

describe('the starter', () => {
  test('starts a server once for all who ask, and stops it', async () => {
    const events: string[] = []
    const stop = async () => void events.push('stop')
    const start = async () => {
      events.push('start')
      return { url: 'x://y', pid: 7, logFile: '/log', stop }
    }
    const starter = await openStarter({ one: { start } })
    const ask = async (name: string) => (await fetch(`${starter.url}/${name}`, { method: 'POST' })).text()
    const answers = await Promise.all([ask('one'), ask('one'), ask('two')])
    await starter.close()
    const coordinates = JSON.stringify({ url: 'x://y', pid: 7, logFile: '/log' })
    expect(answers).toEqual([coordinates, coordinates, 'There is no server two.'])
    expect(events).toEqual(['start', 'stop'])
  })
})

describeWithServer('sshd', 'sshd', (shared) => {
  let own: RunningSshd | undefined
  afterEach(() => own?.stop())

  test('runs a command for the key that was made for it', () => {
    expect(ssh(shared(), 'echo from the other side')).toMatchObject({
      status: 0,
      stdout: 'from the other side\n',
    })
  })

  test('refuses every other key', () => {
    const { status, stderr } = ssh({ ...shared(), identityFile: '/dev/null' }, 'true')
    expect({ status, stderr }).toEqual({ status: 255, stderr: expect.stringContaining('Permission denied') })
  })

  test('is gone after stop, and so is its folder', async () => {
    own = await servers.sshd.start()
    expect(isAlive(own.pid)).toBe(true)
    await own.stop()
    expect(isAlive(own.pid)).toBe(false)
    expect(existsSync(dirname(own.identityFile))).toBe(false)
  })
})

function ssh(to: Omit<RunningSshd, 'stop'>, command: string) {
  const options = ['IdentitiesOnly=yes', 'BatchMode=yes', `UserKnownHostsFile=${to.knownHostsFile}`].flatMap(
    (o) => ['-o', o],
  )
  const target = ['-p', String(to.port), `${to.user}@127.0.0.1`]
  return spawnSync('ssh', ['-F', 'none', '-i', to.identityFile, ...options, ...target, command], {
    encoding: 'utf8',
  })
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
