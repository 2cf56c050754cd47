import { existsSync } from 'node:fs'

/** A program that Debian installs under /usr/bin in a package of its own name. */
function debianProgram(name: string) {
  const path = `/usr/bin/${name}`
  return { name, debianPackage: name, find: (): string | null => (existsSync(path) ? path : null) }
}

/** For tests of completion, of the README's pipe through jq, and of machines that have nothing but BusyBox. */
export const zsh = debianProgram('zsh')
export const fish = debianProgram('fish')
export const jq = debianProgram('jq')
export const busybox = debianProgram('busybox')
