import { existsSync } from 'node:fs'

const folders = ['/usr/bin', '/usr/sbin', '/bin', '/sbin']

/** A program that Debian installs in `debianPackage`, which mostly has its name. */
function debianProgram(name: string, debianPackage = name) {
  return {
    name,
    debianPackage,
    find: (): string | null =>
      folders.map((folder) => `${folder}/${name}`).find((path) => existsSync(path)) ?? null,
  }
}

/** For tests of completion, of the README's pipe through jq, and of machines that have nothing but BusyBox. */
export const zsh = debianProgram('zsh')
export const fish = debianProgram('fish')
export const jq = debianProgram('jq')
export const bash = debianProgram('bash')

/** For the other end of a diagnosis that has little. */
export const busybox = debianProgram('busybox')

/** For illnesses that are provoked. */
export const fio = debianProgram('fio')
export const fsfreeze = debianProgram('fsfreeze', 'util-linux')
export const ip = debianProgram('ip', 'iproute2')
export const mkfs = debianProgram('mkfs.ext4', 'e2fsprogs')
export const mkswap = debianProgram('mkswap', 'util-linux')
export const nft = debianProgram('nft', 'nftables')
export const swapon = debianProgram('swapon', 'mount')
export const tc = debianProgram('tc', 'iproute2')
export const unshare = debianProgram('unshare', 'util-linux')

/** For histories that no test can wait for: it writes the blocks of a Prometheus. */
export const promtool = debianProgram('promtool', 'prometheus')

/** For times of whole commands, and for the meter of another architecture. */
export const hyperfine = debianProgram('hyperfine')
export const qemuAarch64 = debianProgram('qemu-aarch64', 'qemu-user')

/** For files that others have to understand: what `recommend-scale --emit` writes. */
export const dockerCompose = debianProgram('docker-compose')
export const systemdAnalyze = debianProgram('systemd-analyze', 'systemd')
