import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { appendFile, chmod, copyFile, mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { startProgram } from './program.ts'
import { busybox } from './small-programs.ts'
import { prepareSshd, type RunningSshd, sshd } from './sshd.ts'

const user = 'lewis-perf-test'
/** What BusyBox has to be for a diagnosis. */
const applets = ['sh', 'cat', 'sleep', 'df', 'readlink', 'date', 'dmesg', 'env', 'kill', 'true']

/**
 * An sshd whose one user is no root, has BusyBox's shell as login shell, and BusyBox's programs first on its path. The user
 * is in no file of the system: a library tells only this server of it.
 */
export const plainSshd = {
  name: 'plainSshd',
  debianPackage: 'libnss-wrapper',
  find: (): string | null => (wrapper() === null || busybox.find() === null ? null : sshd.find()),
  start: (): Promise<RunningSshd> => startProgram('plain-sshd', prepare),
}

function wrapper(): string | null {
  const places = existsSync('/usr/lib') ? readdirSync('/usr/lib') : []
  return places.map((place) => `/usr/lib/${place}/libnss_wrapper.so`).find((path) => existsSync(path)) ?? null
}

async function prepare(folder: string) {
  const file = (name: string) => join(folder, name)
  const ids = process.getuid?.() === 0 ? numbersOf('nobody') : numbersOf()
  await chmod(folder, 0o755)
  await mkdir(file('bin'))
  await mkdir(file('home'))
  for (const applet of applets) await symlink(busybox.find() ?? '', file(`bin/${applet}`))
  for (const name of ['passwd', 'group']) await copyFile(`/etc/${name}`, file(name))
  await appendFile(file('passwd'), `${user}:x:${ids}::${file('home')}:${file('bin/sh')}\n`)
  const start = await prepareSshd(folder, user, [`SetEnv PATH=${file('bin')}:/usr/bin:/bin`])
  const environment = {
    LD_PRELOAD: wrapper() ?? '',
    NSS_WRAPPER_PASSWD: file('passwd'),
    NSS_WRAPPER_GROUP: file('group'),
  }
  return { ...start, environment }
}

/** `65534:65534` of a user, or of the current one. */
function numbersOf(name?: string): string {
  const ask = (flag: string) =>
    execFileSync('id', [flag, ...(name === undefined ? [] : [name])], { encoding: 'utf8' })
  return `${ask('-u').trim()}:${ask('-g').trim()}`
}
