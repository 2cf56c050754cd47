import type { MountFacts } from '../core/index.ts'

/**
 * The mounts in /proc/PID/mountinfo in their order; lines that are none are left out. Null when there is not one.
 * A cgroup namespace shows `/..` as the root of a parent; the super options of cgroup v1 name the controllers.
 */
export function parseMountinfo(text: string): MountFacts[] | null {
  const mounts = text.split('\n').flatMap((line) => parseMount(line) ?? [])
  return mounts.length === 0 ? null : mounts
}

function parseMount(line: string): MountFacts | null {
  // Blanks in names are escaped, so this is the separator; the source after it may be empty, hence the single blank.
  const [before = '', after = ''] = line.split(' - ')
  const fields = before.trim().split(/ +/)
  const [, , device, root, mountPoint, options] = fields
  const [type, source = '', superOptions] = after.trimEnd().split(' ')
  if (device === undefined || root === undefined || mountPoint === undefined || !type) return null
  if (options === undefined || superOptions === undefined) return null
  return {
    device,
    root: decodeName(root),
    mountPoint: decodeName(mountPoint),
    type,
    source: decodeName(source),
    options: options.split(','),
    superOptions: superOptions.split(','),
  }
}

/** A name in which the kernel wrote blanks, tabs, newlines and backslashes as `\040` and the like. */
export function decodeName(name: string): string {
  return name.replace(/\\([0-3][0-7]{2})/g, (_, octal: string) =>
    String.fromCharCode(Number.parseInt(octal, 8)),
  )
}
