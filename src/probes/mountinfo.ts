/** One line of /proc/PID/mountinfo. */
export interface Mount {
  /** The folder of the mounted filesystem that is seen at `mountPoint`; cgroup namespaces show `/..` for a parent. */
  root: string
  mountPoint: string
  type: string
  /** Of the filesystem itself: for cgroup v1 they name the controllers. */
  superOptions: string[]
}

/** The mounts in /proc/PID/mountinfo in their order; lines that are none are left out. Null when there is not one. */
export function parseMountinfo(text: string): Mount[] | null {
  const mounts = text.split('\n').flatMap((line) => parseMount(line) ?? [])
  return mounts.length === 0 ? null : mounts
}

function parseMount(line: string): Mount | null {
  // Blanks in names are escaped, so this is the separator; the source after it may be empty, hence the single blank.
  const [before = '', after = ''] = line.split(' - ')
  const fields = before.trim().split(/ +/)
  const [root, mountPoint] = fields.slice(3)
  const [type, , superOptions] = after.trimEnd().split(' ')
  if (fields.length < 6 || root === undefined || mountPoint === undefined || !type) return null
  if (superOptions === undefined) return null
  return { root: decode(root), mountPoint: decode(mountPoint), type, superOptions: superOptions.split(',') }
}

/** The kernel writes blanks, tabs, newlines and backslashes in names as `\040` and the like. */
function decode(name: string): string {
  return name.replace(/\\([0-3][0-7]{2})/g, (_, octal: string) =>
    String.fromCharCode(Number.parseInt(octal, 8)),
  )
}
