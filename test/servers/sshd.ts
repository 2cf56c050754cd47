import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { freePort, type RunningServer, startProgram } from './program.ts'

const program = '/usr/sbin/sshd'

/** What a client needs: `ssh -F none -i IDENTITY -o UserKnownHostsFile=KNOWN_HOSTS -p PORT USER@127.0.0.1`. */
export interface RunningSshd extends RunningServer {
  port: number
  user: string
  identityFile: string
  knownHostsFile: string
  /** What the server wrote: one line an event. */
  logFile: string
}

/** Debian's sshd on a free loopback port, for the current user and one fresh key; everything it owns is in a temporary folder. */
export const sshd = {
  name: 'sshd',
  debianPackage: 'openssh-server',
  find: (): string | null => (existsSync(program) ? program : null),
  start: (): Promise<RunningSshd> =>
    startProgram('sshd', (folder) => prepareSshd(folder, userInfo().username, [])),
}

/** Fills `folder` for an sshd that lets `user` in; `more` are further lines of its configuration. */
export async function prepareSshd(folder: string, user: string, more: readonly string[]) {
  const port = await freePort()
  const file = (name: string) => join(folder, name)
  for (const key of ['host', 'identity']) {
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', `test-${key}`, '-f', file(key)])
  }
  await copyFile(file('identity.pub'), file('authorized_keys'))
  await writeFile(file('known_hosts'), `[127.0.0.1]:${port} ${await readFile(file('host.pub'), 'utf8')}`)
  await writeFile(file('sshd_config'), configuration(port, folder, more))
  // As root sshd refuses to start without this folder, which only a started service would have made.
  if (process.getuid?.() === 0) await mkdir('/run/sshd', { recursive: true, mode: 0o755 })
  return {
    command: program,
    args: ['-D', '-e', '-f', file('sshd_config')],
    answers: () => greets(port),
    coordinates: {
      url: `ssh://${user}@127.0.0.1:${port}`,
      port,
      user,
      identityFile: file('identity'),
      knownHostsFile: file('known_hosts'),
    },
  }
}

function configuration(port: number, folder: string, more: readonly string[]): string {
  const lines = [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${join(folder, 'host')}`,
    `PidFile ${join(folder, 'pid')}`,
    `AuthorizedKeysFile ${join(folder, 'authorized_keys')}`,
    'StrictModes no',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'PermitRootLogin prohibit-password',
    'UsePAM no',
    ...more,
  ]
  return `${lines.join('\n')}\n`
}

function greets(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('data', (greeting) => {
      resolve(greeting.toString().startsWith('SSH-2.0'))
      socket.destroy()
    })
    socket.once('error', () => resolve(false))
    socket.once('close', () => resolve(false))
  })
}
